"""Whatever is typed, pasted or sent: a clear sentence or it is kept as it is, and never a broken page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, Page, Response, expect

from tests.browser.conftest import NARROW, Enter, House
from tests.browser.test_every_page import TOO_WIDE, visit
from tests.browser.test_life import choose, keep

pytestmark = pytest.mark.browser

FIELDS = "input[type=text], textarea, input[type=date]"
# Counted among the forms with room for words, because each thing that is kept may bring a form of its own.
ROOMY = """[...document.querySelectorAll('main form[method=post]')].filter(
    form => form.querySelector('input[type=text], textarea'))"""
FORMS = f"() => {ROOMY}.map((form, place) => place)"
# Everything is answered; every field that can be written in gets the words; the browser's own checks are off.
SEND = """([place, fields, words]) => {
    const form = ROOMY[place];
    [...form.querySelectorAll(fields)].forEach((field, at) => { field.value = at ? words.slice(0, 300) : words; });
    for (const {name} of form.querySelectorAll('input[type=radio]')) {
        const all = form.querySelectorAll(`input[name="${name}"]`);
        if (![...all].some(one => one.checked)) all[0].checked = true;
    }
    form.noValidate = true;
    form.requestSubmit(form.querySelector('button:not([formaction], [form])'));
}""".replace("ROOMY", ROOMY)
ODD = (
    '<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}{% now "Y" %} " onfocus=alert(3) '
    "\u202eשלום مرحبا\u202c 👩\u200d👩\u200d👧\u200d👦 \\ud800 " + "W" * 120
)
IMPOSSIBLE = "\x00" + "far too many words " * 1200


def forms(page: Page, house: House) -> Iterator[tuple[str, int]]:
    """The address and place of every form that has room for words, once."""
    seen = set()
    for address in visit(page, house):
        for place in page.evaluate(FORMS):
            kind = (re.sub("[0-9a-f]{32}", "ID", address.split("?")[0]), place)
            if kind not in seen:
                seen.add(kind)
                yield address, place
    assert len(seen) > 12, seen


def send(page: Page, place: int, words: str) -> Response | None:
    with page.expect_navigation() as sent:
        page.evaluate(SEND, [place, FIELDS, words])
    return sent.value


@pytest.mark.trials
def test_no_words_break_a_page(enter: Enter, made_up: House) -> None:
    page = enter(viewport=NARROW)
    opened: list[str] = []

    def met(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", met)
    faults = []
    for address, place in list(forms(page, made_up)):
        for words in (ODD, IMPOSSIBLE):
            page.goto(made_up.address + address)
            answer = send(page, place, words)
            if fault := wrong(page, answer, words):
                faults.append(f"{address} {words[:9]!r}: {fault}")
    assert faults == []
    assert [address for address in visit(page, made_up) if page.evaluate(TOO_WIDE) > 0] == []
    assert opened == []


def wrong(page: Page, answer: Response | None, words: str) -> str:
    """What is wrong with the answer to a form that was filled with these words."""
    status = answer.status if answer else 0
    if status not in (200, 422):
        return f"answered {status}"
    if (wide := page.evaluate(TOO_WIDE)) > 0:
        return f"{wide} px too wide"
    if status == 200:
        return "kept what cannot be kept" if words is IMPOSSIBLE and "/find/" not in page.url else ""
    said = page.locator(".wrong").all_inner_texts()
    if not said or any(re.search("This field|Ensure|Select a valid|Null", one) for one in said):
        return f"said {said}"
    typed = page.locator(FIELDS).evaluate_all(
        "fields => Math.max(...fields.map(field => field.value.length))"
    )
    return "" if typed >= min(len(words), 100) else "what was typed is gone"


@pytest.fixture
def page(enter: Enter, made_up: House) -> Page:
    page = enter(viewport=NARROW)
    page.goto(f"{made_up.address}/name/new/?draft=none")
    return page


def test_a_megabyte_is_refused_and_not_cut_off_in_silence(page: Page) -> None:
    choose(page, "Asked")
    words = page.get_by_label("In a line")
    words.fill("long " * 200_000)
    assert len(words.input_value()) == 1_000_000
    keep(page)
    expect(page.locator(".wrong")).to_contain_text("There is room for 2000 characters, and this has 999999.")
    assert len(words.input_value()) >= 999_999


def test_more_than_a_form_can_carry(page: Page) -> None:
    choose(page, "Asked")
    page.get_by_label("In a line").evaluate("field => { field.value = 'x'.repeat(2700000); }")
    with page.expect_navigation() as sent:
        page.get_by_role("button", name="Keep", exact=True).click()
    assert sent.value.status == 413
    expect(page.get_by_role("heading", level=1)).to_have_text("That was too long to keep in one go.")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Catch a moment")


def test_an_answer_that_is_not_offered(page: Page) -> None:
    page.get_by_label("In a line").fill("Kept through a refusal")
    page.evaluate("document.querySelector('[name=did]').value = '<b>flew</b>'")
    choose(page, "Did it alone")
    keep(page)
    expect(page.locator(".error")).to_be_focused()
    expect(page.locator(".wrong")).to_have_text(
        "What was sent is not among these answers now. Choose again. "
    )
    expect(page.get_by_label("In a line")).to_have_value("Kept through a refusal")
    page.locator(".error a").first.click()
    choose(page, "Did it alone")
    keep(page)
    expect(page.get_by_text("Kept through a refusal")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "value"), [("id", "../../etc"), ("id", ""), ("revision", "-1"), ("revision", "x")]
)
def test_a_spoilt_page_is_mended_by_sending_it_again(page: Page, name: str, value: str) -> None:
    words = f"Sent from a spoilt page, {name}={value!r}."
    choose(page, "Did it alone")
    page.get_by_label("In a line").fill(words)
    page.evaluate(
        "([name, value]) => { document.querySelector(`form[data-draft] [name=${name}]`).value = value; }",
        [name, value],
    )
    keep(page)
    expect(page.get_by_text("This page lost its place for a moment.")).to_be_visible()
    keep(page)
    expect(page.get_by_text(words)).to_have_count(1)


def test_a_day_that_is_none(page: Page, made_up: House) -> None:
    page.goto(f"{made_up.address}/practise/plan/?step=ask-practical-lift&draft=none")
    keep(page, "Keep and go on")
    page.get_by_label("What if not?", exact=True).fill("Then the bus")
    for day in ("2026-02-30", "soon", "0001-01-01", "99999-01-01"):
        page.evaluate(
            "day => Object.assign(document.querySelector('[name=silence_on]'), {type: 'text', value: day})",
            day,
        )
        keep(page, "Keep and go on")
        expect(page.locator(".wrong")).to_contain_text(re.compile("Choose a day|a day that can be read"))
        expect(page.get_by_label("What if not?", exact=True)).to_have_value("Then the bus")


def test_someone_who_is_not_a_person(page: Page, made_up: House) -> None:
    """The id of a moment, sent as the person of a plan."""
    page.goto(f"{made_up.address}/name/")
    moment = re.search("[0-9a-f]{32}", page.locator(".entry-go").first.get_attribute("href") or "")
    assert moment
    for address in ("circle/{}/", "explore/{}/", "practise/asks/{}/", "redefine/{}/edit/", "circle/{}/gate/"):
        answer = page.goto(f"{made_up.address}/{address.format(moment[0])}")
        assert answer
        assert answer.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here.")
    page.goto(f"{made_up.address}/practise/plan/?step=ask-practical-lift&draft=none")
    page.evaluate("id => { document.querySelector('[name=person_id]').value = id; }", moment[0])
    page.locator("[name=person_id]").first.check(force=True)
    keep(page, "Keep and go on")
    expect(page.locator(".wrong")).to_contain_text("Choose again.")
