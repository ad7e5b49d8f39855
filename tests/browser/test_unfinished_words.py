"""What was typed and not kept is found again: after a closed tab, a lock, a crash, with scripts and without."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Enter, House
from tests.browser.test_life import choose, keep

pytestmark = pytest.mark.browser

TEXT, WHISPER = "Changed the tyre in the rain", "If I ask, I owe them"


def write(page: Page, house: House, text: str = TEXT) -> None:
    """Begin a moment, with something in the folded part too. Time stands still but for what the test lets pass."""
    page.clock.install()
    page.goto(f"{house.address}/name/new/?draft=none")
    choose(page, "Did it alone")
    page.get_by_label("In a line").fill(text)
    page.get_by_text("A little more, if you want").click()
    page.get_by_label("What did the whisper say?").fill(WHISPER)


def pause(page: Page, seconds: float = 2.1) -> None:
    page.clock.fast_forward(int(seconds * 1000))


def until_kept(page: Page) -> None:
    pause(page)
    expect(page.get_by_text("Unfinished words kept.")).to_be_visible()


def is_there(page: Page, text: str = TEXT) -> None:
    expect(page.get_by_text("These are your unfinished words")).to_be_visible()
    expect(page.get_by_label("In a line")).to_have_value(text)
    expect(page.get_by_label("What did the whisper say?")).to_have_value(WHISPER)
    expect(page.get_by_role("radio", name=re.compile("Did it alone"))).to_be_checked()


def again(page: Page) -> Page:
    """Another tab of the same browser."""
    return page.context.new_page()


def unfinished(page: Page, house: House) -> list[str]:
    """What Today says is unfinished."""
    page.goto(f"{house.address}/")
    card = page.locator(".card", has=page.get_by_text("Unfinished words", exact=True))
    return card.locator("p[dir=auto]").all_inner_texts()


def test_a_tab_that_was_closed(enter: Enter, made_up: House) -> None:
    page = enter()
    write(page, made_up)
    until_kept(page)
    page.close()
    other = again(page)
    assert TEXT in unfinished(other, made_up)
    other.goto(f"{made_up.address}/name/new/")
    is_there(other)


def test_a_tab_that_was_closed_at_once(enter: Enter, made_up: House) -> None:
    page = enter()
    write(page, made_up, "Typed a moment before")
    page.close(run_before_unload=True)
    other = again(page)
    expect(other.locator("body")).to_be_visible()
    for _ in range(20):
        if "Typed a moment before" in unfinished(other, made_up):
            return
    raise AssertionError("the last words were not kept")


def test_kept_words_are_not_unfinished(enter: Enter, made_up: House) -> None:
    page = enter()
    write(page, made_up, "Kept in the end")
    until_kept(page)
    keep(page)
    assert "Kept in the end" not in unfinished(page, made_up)


def test_left_for_later_or_thrown_away(enter: Enter, made_up: House) -> None:
    page = enter()
    write(page, made_up, "Not today")
    until_kept(page)
    page.goto(f"{made_up.address}/name/new/")
    page.get_by_role("link", name="Leave them for later").click()
    expect(page.get_by_label("In a line")).to_have_value("")
    assert "Not today" in unfinished(page, made_up)
    page.goto(f"{made_up.address}/name/new/")
    expect(page.get_by_label("In a line")).to_have_value("Not today")
    keep(page, "Throw them away")
    assert "Not today" not in unfinished(page, made_up)


def test_without_scripts_a_button_keeps_them(enter: Enter, made_up: House) -> None:
    page = enter(java_script_enabled=False, viewport=PHONE)
    write(page, made_up)
    keep(page, "Keep as unfinished")
    expect(page.get_by_text("Your unfinished words are kept.")).to_be_visible()
    is_there(page)
    page.goto(f"{made_up.address}/help/")
    page.goto(f"{made_up.address}/name/new/")
    is_there(page)


def test_two_tabs_each_keep_their_own(enter: Enter, made_up: House) -> None:
    page = enter()
    write(page, made_up, "The first of two")
    until_kept(page)
    other = again(page)
    write(other, made_up, "The second of two")
    until_kept(other)
    keep(other)
    assert "The first of two" in unfinished(other, made_up)
    page.get_by_label("In a line").fill("The first of two, and more")
    keep(page)
    expect(page.get_by_text("The first of two, and more")).to_be_visible()
    expect(page.get_by_text("The second of two")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_lock_in_the_middle_of_a_form(enter: Enter, made_up: House, scripts: bool) -> None:
    page = enter(java_script_enabled=scripts)
    write(page, made_up, "Sent after the lock")
    other = again(page)
    other.goto(f"{made_up.address}/privacy/")
    keep(other, "Lock now")
    keep(page)
    expect(page.get_by_text("what you sent waits sealed")).to_be_visible()
    assert "Sent after the lock" not in page.content()
    keep(page, "Open")
    expect(page.get_by_text("see your unfinished words")).to_be_visible()
    entry = page.locator(".card", has=page.get_by_text("Unfinished words", exact=True)).locator("div.row")
    entry.first.get_by_role("link", name="Name").click()
    is_there(page, "Sent after the lock")
    keep(page)
    expect(page.get_by_text("Sent after the lock").first).to_be_visible()
    assert "Sent after the lock" not in unfinished(page, made_up)


def test_a_lock_by_time_covers_the_page_and_keeps_the_words(enter: Enter, made_up: House) -> None:
    page = enter()
    write(page, made_up, "Still typing when it locked")
    other = again(page)
    other.goto(f"{made_up.address}/privacy/")
    keep(other, "Lock now")
    pause(page, 61)
    expect(page.get_by_role("heading", level=1)).to_have_text("It is closed.")
    keep(page, "Open")
    assert "Still typing when it locked" in unfinished(page, made_up)


def test_an_undo_that_came_after_the_lock(enter: Enter, made_up: House) -> None:
    page = enter()
    write(page, made_up, "Removed by mistake")
    keep(page)
    page.get_by_role("link", name="Removed by mistake").click()
    keep(page, "Remove this moment")
    other = again(page)
    other.goto(f"{made_up.address}/privacy/")
    keep(other, "Lock now")
    keep(page, "Put it back")
    keep(page, "Open")
    keep(page, "Send it now")
    expect(page.get_by_text("It is back where it was.")).to_be_visible()
    expect(page.get_by_text("Removed by mistake")).to_be_visible()


def test_words_for_a_page_that_is_gone_are_shown(enter: Enter, made_up: House) -> None:
    page = enter()
    write(page, made_up, "Removed while it was written")
    keep(page)
    page.get_by_role("link", name="Removed while it was written").click()
    other = again(page)
    other.goto(page.url)
    keep(other, "Remove this moment")
    page.get_by_label("In a line").fill("More words for what is gone")
    until_kept(page)
    other.goto(page.url)
    expect(other.get_by_role("heading", level=1)).to_have_text("There is nothing here.")
    expect(other.get_by_label("What you typed").first).to_have_value("More words for what is gone")
    keep(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here.")
    expect(page.get_by_label("What you typed").first).to_have_value("More words for what is gone")
    other.goto(f"{made_up.address}/")
    other.locator(".row", has=other.get_by_role("button", name="Throw away")).first.wait_for()
    assert "More words for what is gone" in unfinished(other, made_up)


def test_a_crash(house: House, browser: Browser) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(house.address)
    choose(page, "No")
    keep(page, "Come in")
    write(page, house)
    until_kept(page)
    house.kill()
    page.get_by_label("In a line").fill("Typed while nobody answered")
    pause(page)
    expect(page.get_by_text("could not be kept right now. They are still on this page.")).to_be_visible()
    house.begin()
    other = again(page)
    other.goto(f"{house.address}/name/new/")
    is_there(other)
    pause(page, 10.1)
    expect(page.get_by_text("Unfinished words kept.")).to_be_visible()
    other.reload()
    is_there(other, "Typed while nobody answered")
    context.close()
