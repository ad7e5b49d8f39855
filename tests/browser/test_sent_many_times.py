"""The same form, sent twice or twenty times at once, makes one record."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, House
from tests.browser.test_life import choose, keep

pytestmark = pytest.mark.browser

TWENTY = """async () => {
    const form = document.querySelector('form[data-draft]'), body = new URLSearchParams(new FormData(form));
    const send = () => fetch(location.href, {method: 'POST', body, redirect: 'manual'});
    const answers = await Promise.all(Array.from({length: 20}, send));
    return answers.map(answer => answer.type === 'opaqueredirect' ? 'kept' : `refused ${answer.status}`);
}"""


def moment(page: Page, house: House) -> str:
    page.goto(f"{house.address}/name/new/?draft=none")
    choose(page, "Asked")
    page.get_by_label("In a line").fill("Sent twenty times, a moment")
    return "/name/"


def person(page: Page, house: House) -> str:
    page.goto(f"{house.address}/circle/new/?draft=none")
    page.get_by_label("What do you call them?").fill("Sent twenty times, a person")
    choose(page, "friend")
    return "/circle/"


def lesson(page: Page, house: House) -> str:
    page.goto(f"{house.address}/explore/new/?past=1&draft=none")
    page.get_by_label("What is the old rule?").fill("Sent twenty times, a lesson")
    return "/explore/"


def step(page: Page, house: House) -> str:
    page.goto(f"{house.address}/practise/steps/new/?draft=none")
    page.get_by_label("What is the step?").fill("Sent twenty times, a step")
    choose(page, "ask")
    choose(page, "work")
    return "/practise/?domain=work&kind=ask"


def plan(page: Page, house: House) -> str:
    page.goto(f"{house.address}/practise/plan/?step=ask-practical-lift&draft=none")
    page.get_by_label("The step, made yours").fill("Sent twenty times, a plan")
    return "/practise/asks/"


FORMS = [moment, person, lesson, step, plan]


@pytest.mark.parametrize("form", FORMS)
def test_twenty_at_once_make_one(enter: Enter, made_up: House, form: Callable[[Page, House], str]) -> None:
    page = enter()
    listed = form(page, made_up)
    assert set(page.evaluate(TWENTY)) == {"kept"}
    page.goto(made_up.address + listed)
    words = page.get_by_text(f"Sent twenty times, a {form.__name__}", exact=True)
    expect(words.and_(page.locator("strong, strong a, blockquote"))).to_have_count(1)


def test_twenty_answers_at_once_are_one_answer(enter: Enter, made_up: House) -> None:
    page = enter()
    page.goto(f"{made_up.address}/practise/asks/")
    page.get_by_role("link", name="What happened?").first.click()
    choose(page, "came through")
    page.get_by_label("What did you learn?").fill("Sent twenty times, an answer")
    assert set(page.evaluate(TWENTY)) == {"kept"}
    page.goto(page.url.replace("outcome/", ""))
    expect(page.get_by_text("Sent twenty times, an answer")).to_have_count(1)


def test_a_double_click_makes_one(enter: Enter, made_up: House) -> None:
    page = enter()
    page.goto(f"{made_up.address}/name/new/?draft=none")
    choose(page, "Asked")
    page.get_by_label("In a line").fill("Clicked twice in a hurry")
    page.get_by_role("button", name="Keep", exact=True).dblclick()
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()
    expect(page.get_by_text("Clicked twice in a hurry")).to_have_count(1)


def test_kept_then_back_then_changed_shows_both(enter: Enter, made_up: House) -> None:
    """A page that the browser brings back has the same hidden id: its new words are never dropped in silence."""
    page = enter()
    page.goto(f"{made_up.address}/name/new/?draft=none")
    hidden = page.locator("form[data-draft] [name=id]").input_value()
    choose(page, "Asked")
    page.get_by_label("In a line").fill("As it was first")
    keep(page)
    page.goto(f"{made_up.address}/name/new/?draft=none")
    page.evaluate("id => { document.querySelector('form[data-draft] [name=id]').value = id; }", hidden)
    choose(page, "Asked")
    page.get_by_label("In a line").fill("As it is better said")
    keep(page)
    expect(page.get_by_role("alert").get_by_text("As it was first")).to_be_visible()
    keep(page)
    expect(page.get_by_text("As it is better said")).to_be_visible()
    expect(page.get_by_text("As it was first")).to_have_count(0)
