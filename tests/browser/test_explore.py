"""Each of the five roots to a lesson, and on to a changed rule; a body that is shut down; a lock in a long text."""

import re

import pytest
from msgspec import Struct
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Enter, House, shot
from tests.browser.test_every_page import look
from tests.browser.test_life import choose, keep, scale
from tests.browser.walking import follow

pytestmark = pytest.mark.browser


class Root(Struct, frozen=True):
    """One root as it is walked here, in the words of whoever walks it."""

    path: str
    written: str
    old: str
    whisper: str
    size: dict[str, int]
    scripts: bool
    keyed_up: bool = False
    looked_at: bool = False
    new: str = ""
    fears: str = ""


ROOTS = (
    Root(
        "When care was missing",
        "Four chairs and a radio",
        "Nobody sits down with you, so stand.",
        "Nobody is coming.",
        PHONE,
        scripts=False,
    ),
    Root(
        "When trust was broken",
        "He read it out at the table",
        "What they know, they use.",
        "Say that, and they have it.",
        DESKTOP,
        scripts=False,
        new="A small thing can be tried first.",
        fears="She tells the others",
    ),
    Root(
        "When your people could not be seen in need",
        "We wore the good coats to the office",
        "Do not let them see that you are short.",
        "Not in front of people.",
        DESKTOP,
        scripts=False,
    ),
    Root(
        "When needs did not count",
        "It was only a temperature",
        "If you can stand, you are well.",
        "It could be worse.",
        PHONE,
        scripts=True,
    ),
    Root(
        "A place that was meant to help, or something else",
        "The form asked for it in triplicate",
        "A desk gives you a number and no help.",
        "You know how this ends.",
        PHONE,
        scripts=True,
        keyed_up=True,
        looked_at=True,
        new="One desk in three has a person behind it.",
        fears="She sends me on to somebody else",
    ),
)


@pytest.mark.parametrize("root", ROOTS, ids=["care", "trust", "people", "needs", "place"])
def test_a_root_from_its_path_to_a_changed_rule(enter: Enter, made_up: House, root: Root) -> None:
    """A lesson no longer knows its root, so two go all the way, one with scripts and one without."""
    page = enter(viewport=root.size, java_script_enabled=root.scripts)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    catch_its_whisper(page, made_up, root)
    page.goto(f"{made_up.address}/explore/")
    follow(page, root.path)
    sit(page, root)
    make_a_lesson(page, root)
    if root.new:
        change_its_rule(page, root)
    assert faults == []


def change_its_rule(page: Page, root: Root) -> None:
    """Written, rated, put to the test by a small ask that went well, and rated again."""
    write_a_newer_rule(page, root)
    rate(page, 8, 2)
    ask_for_something(page, root)
    lay_it_under_the_rule(page, root)
    rate(page, 6, 5)
    for rule, first, last in (("old", 8, 6), ("new", 2, 5)):
        moved = f"The {rule} rule felt {first} of 10 true the first time, and {last} the last time."
        expect(page.get_by_role("paragraph").filter(has_text=moved)).to_be_visible()
    seen(page, root, "changed")


def catch_its_whisper(page: Page, made_up: House, root: Root) -> None:
    page.goto(f"{made_up.address}/name/new/?draft=none")
    choose(page, "Did it alone")
    page.get_by_text("A little more, if you want").click()
    page.get_by_label("What did the whisper say?").fill(root.whisper)
    keep(page)


def sit(page: Page, root: Root) -> None:
    """One question answered and one skipped; with a body that is keyed up, grounding between them."""
    follow(page, "Begin a sitting")
    choose(page, "Keyed up" if root.keyed_up else "Settled")
    scale(page, "How hard is it right now, 0 to 10?", "3")
    seen(page, root, "begin")
    keep(page, "Begin")
    page.get_by_role("textbox").fill(root.written)
    seen(page, root, "prompt")
    keep(page, "Keep, and go on")
    steady(page, root)
    keep(page, "Skip")
    steady(page, root)
    if root.keyed_up:
        scale(page, "How hard is it now, 0 to 10?", "6")
        keep(page, "Nothing")
        expect(page.get_by_text("It got much harder than it was at the start")).to_be_visible()
    else:
        keep(page, "Stop here")
        scale(page, "How hard is it now, 0 to 10?", "4")
    seen(page, root, "end")
    keep(page, "Close the sitting")
    expect(page.get_by_text("3 before, 6 after" if root.keyed_up else "3 before, 4 after")).to_be_visible()
    seen(page, root, "sitting")


def steady(page: Page, root: Root) -> None:
    if root.keyed_up:
        seen(page, root, "between")
        follow(page, "Go on")


def make_a_lesson(page: Page, root: Root) -> None:
    """The rule that is heard in what was written, and the whisper that says it."""
    follow(page, root.written)
    follow(page, "Make a lesson of it")
    rule = page.get_by_label("What is the old rule?")
    expect(rule).to_have_value(root.written)
    rule.fill(root.old)
    keep(page)
    expect(page.get_by_text(root.old).first).to_be_visible()
    page.get_by_text("Choose which whispers are this one’s").click()
    choose(page, root.whisper)
    keep(page)
    expect(page.get_by_role("link", name=root.whisper)).to_be_visible()
    seen(page, root, "lesson")


def write_a_newer_rule(page: Page, root: Root) -> None:
    follow(page, "What happened so far")
    follow(page, "Write a new rule")
    page.get_by_label("What could be truer now?").fill(root.new)
    keep(page)


def rate(page: Page, old: int, new: int) -> None:
    follow(page, "How true do they feel today?")
    scale(page, "How true does the old rule feel today?", str(old))
    scale(page, "How true does the new rule feel today?", str(new))
    keep(page)


def ask_for_something(page: Page, root: Root) -> None:
    """A small ask that puts the rule to the test, and what came of it."""
    follow(page, "Plan a small ask")
    follow(page, page.get_by_role("link", name=re.compile("^Steps.*ask$")))
    follow(page, page.get_by_role("link", name="everyday things", exact=True))
    follow(page, page.get_by_role("link", name=re.compile("^Choose")))
    expect(page.get_by_text("The old rule this puts to the test")).to_be_visible()
    expect(page.get_by_text(root.old)).to_be_visible()
    choose(page, "Maya")
    scale(page, "Will they come through?", "3")
    page.get_by_label("What are you afraid will happen?").fill(root.fears)
    scale(page, "How likely is that?", "7")
    keep(page, "Keep and go on")
    follow(page, "The plan so far")
    follow(page, "What happened?")
    choose(page, "came through")
    choose(page, "It did not happen")
    keep(page)
    expect(page.get_by_text(root.fears)).to_be_visible()


def lay_it_under_the_rule(page: Page, root: Root) -> None:
    follow(page, "The old rule and the new one, side by side")
    follow(page, "Lay it under a rule")
    choose(page, "The new rule")
    keep(page)
    expect(page.locator("#evidence").get_by_text(root.fears)).to_be_visible()


def seen(page: Page, root: Root, name: str) -> None:
    """A picture for looking at; on one walk axe in both schemes, and the width, with everything unfolded."""
    shot(page, f"explore-{root.size['width']}-{root.path.split()[-1]}-{name}")
    if root.looked_at:
        page.evaluate(UNFOLD)
        assert look(page, name, root.size) == []
        page.evaluate(FOLD)


UNFOLD = """() => document.querySelectorAll('main details:not([open])').forEach(
    (one) => { one.open = one.folded = true; })"""
FOLD = "() => document.querySelectorAll('main details').forEach((one) => { one.open &&= !one.folded; })"


def test_a_body_that_is_shut_down_gets_grounding_in_place_of_questions(enter: Enter, made_up: House) -> None:
    page = enter(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{made_up.address}/explore/sittings/new/?path=one")
    choose(page, "Shut down")
    keep(page, "Begin")
    expect(page.get_by_text("So this stands in place of a question.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    words = page.locator(".said").inner_text()
    follow(page, "Another of these")
    expect(page.locator(".said")).not_to_have_text(words)
    follow(page, "A gentle question, if you want one")
    page.get_by_role("textbox").fill("The stairs were cool in summer")
    keep(page, "Keep, and go on")
    expect(page.get_by_text("So this stands in place of a question.")).to_be_visible()
    page.goto(f"{made_up.address}/explore/new/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no hurry")
    page.goto(f"{made_up.address}/explore/")
    follow(page, "To its ending")
    choose(page, "Settled")
    keep(page, "Close the sitting")


LONG = "\n\n".join(
    f"{place}. "
    + "What I remember of it, as it comes, with the kettle and the coats and the stairs.\n" * 6
    + "So."
    for place in range(1, 31)
)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_lock_in_the_middle_of_a_long_text(enter: Enter, made_up: House, scripts: bool) -> None:
    """With scripts the page covers itself and nothing was pressed; without, the words arrive after the lock."""
    page = enter(viewport=PHONE, java_script_enabled=scripts)
    page.clock.install()
    page.goto(f"{made_up.address}/explore/sittings/new/?path=two")
    keep(page, "Begin")
    address = page.url
    text = f"{'Typed' if scripts else 'Sent'} when it locked.\n\n{LONG}"
    page.get_by_role("textbox").fill(text)
    other = page.context.new_page()
    other.goto(f"{made_up.address}/privacy/")
    keep(other, "Lock now")
    if scripts:
        page.clock.fast_forward(61_000)
        expect(page.get_by_role("heading", level=1)).to_have_text("It is closed.")
    else:
        keep(page, "Keep, and go on")
    assert "the kettle and the coats" not in page.content()
    keep(page, "Open")
    page.goto(address)
    expect(page.get_by_text("These are your unfinished words")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value(text)
    keep(page, "Keep, and go on")
    page.goto(address)
    expect(page.get_by_text("These are your unfinished words")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_value(text)
