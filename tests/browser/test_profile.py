"""The profile on a phone: two sittings with skips, stopped, gone on with; the picture; and what was said of it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe
from tests.browser.conftest import PHONE, House, shot
from tests.browser.test_every_page import TOO_WIDE
from tests.browser.test_life import come_in, room

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_profile_in_two_sittings_with_skips(house: House, browser: Browser, scripts: bool) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    come_in(page, house, "profile-door")
    room(page, "Name")
    page.get_by_role("link", name="Your picture").click()
    sound(page, scripts, "profile-1-empty")
    page.get_by_role("link", name="Begin").click()
    first_sitting(page, scripts)
    second_sitting(page, scripts)
    say_how_it_fits(page, scripts)
    look_closer(page, scripts)
    context.close()


def first_sitting(page: Page, scripts: bool) -> None:
    answer(page, "When it gets too much, I carry on alone.", "Very much like me")
    sound(page, scripts, "profile-2-take")
    page.get_by_role("button", name="Go on").click()
    tick(page, "Where in life is it like this?", "With money", "At work")
    page.get_by_role("button", name="Go on").click()
    answer(page, "When someone has helped me, I feel guilty, or that I owe them.", "A little like me")
    page.get_by_role("button", name="Stop here, and keep what I answered").click()
    expect(page.get_by_text("You named 2 parts of life: with money, at work.")).to_be_visible()
    expect(page.get_by_text("You stopped on the way")).to_be_visible()
    sound(page, scripts, "profile-3-stopped")


def second_sitting(page: Page, scripts: bool) -> None:
    page.get_by_role("link", name="Go on").click()
    heading = page.get_by_role("heading", level=2)
    expect(heading).to_contain_text("When you need something")
    go_on_to(page, "What your body does")
    tick(page, "When someone offers to help you", "It tightens, or I brace", "I want to get away")
    page.get_by_role("button", name="Go on").click()
    tick(page, "Have you been praised", "Being no trouble")
    page.get_by_role("button", name="Go on").click()
    tick(page, "Who was it good for?", "Those who praised it")
    page.get_by_label("In your own words, if you like").fill("So grown up, they said.")
    go_on_to(page, "What you choose")
    answer(page, "I like my own company.", "Very much like me")
    page.get_by_role("button", name="Keep", exact=True).click()
    words = page.locator("main p, main blockquote")
    expect(words.filter(has_text="It is a taste, and counts towards no sign.")).to_be_visible()
    expect(words.filter(has_text="So grown up, they said.")).to_be_visible()
    expect(words.filter(has_text="You passed all 3 lines by, so nothing is said here.")).to_have_count(2)
    sound(page, scripts, "profile-4-picture")


def say_how_it_fits(page: Page, scripts: bool) -> None:
    page.get_by_role("link", name="Say how it fits").click()
    page.get_by_text("Partly", exact=True).click()
    page.get_by_label("In a line, if you like").fill("At work, yes")
    sound(page, scripts, "profile-5-fits")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("At work, yes")).to_be_visible()


def look_closer(page: Page, scripts: bool) -> None:
    page.get_by_role("link", name="Look closer").click()
    sound(page, scripts, "profile-6-closer")
    page.get_by_role("link", name=re.compile("^Begin")).nth(1).click()
    for number in range(5):
        for question in page.locator("fieldset").all()[number:]:
            question.locator("label").nth((number + 1) % 5).click()
        page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your picture")
    expect(page.locator("main p", has_text="Lines that lean this way:").first).to_be_visible()
    sound(page, scripts, "profile-7-closer-picture")


def go_on_to(page: Page, words: str) -> None:
    """Past what is skipped."""
    for _ in range(6):
        if words in page.get_by_role("heading", level=2).first.inner_text():
            return
        page.get_by_role("button", name="Go on").click()
    raise AssertionError(words)


def answer(page: Page, question: str, words: str) -> None:
    page.get_by_role("group", name=question).get_by_text(words, exact=True).click()


def tick(page: Page, question: str, *words: str) -> None:
    for one in words:
        answer(page, question, one)


def sound(page: Page, scripts: bool, name: str) -> None:
    """Open to everyone, and not wider than the phone. Without scripts there is no axe; the markup is the same."""
    page.wait_for_load_state()
    assert page.evaluate(TOO_WIDE) <= 0
    shot(page, f"{name}-{'js' if scripts else 'nojs'}")
    if scripts:
        assert axe.faults(page) == []
