"""Going from page to page as a person does: the next thing is done once the page is there, and not half of it.

A click alone is over as soon as the next page has begun: what stands on it, or what axe finds in it, is then
read from a page of which half is missing.
"""

from re import Pattern

from playwright.sync_api import Locator, Page


def follow(page: Page, link: str | Locator) -> None:
    """Touch a link and wait for the page it leads to."""
    found = page.locator("main").get_by_role("link", name=link) if isinstance(link, str) else link
    with page.expect_navigation():
        found.first.click()


def press(page: Page, words: str | Pattern[str]) -> None:
    """Touch a button by some of its words and wait for the answer."""
    with page.expect_navigation():
        page.get_by_role("button", name=words).first.click()
