"""Each path leads, a question at a time, to a lesson; ticks are kept and never counted."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from leanto.content.paths import Path, explore
from leanto.records import Body, BodyCheck, Lesson, Reflection, Sitting
from leanto.vault.book import Book
from leanto.web.forms import new_id

pytestmark = pytest.mark.django_db

PATHS = pytest.mark.parametrize("path", explore().path, ids=lambda path: path.id)


def begin(ana: Client, path: str, **said: object) -> str:
    """Begin a sitting, and answer where it leads."""
    answer = ana.post(reverse("explore:begin", query={"path": path}), {"id": new_id(), "revision": 0, **said})
    assert answer.status_code == 302
    return str(answer["Location"])


def fill(ana: Client, address: str, **said: object) -> str:
    """Send the form of a page as it stands, with what is said; where it leads."""
    shown = ana.get(address).content.decode()
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', shown)[1] for name in ("id", "revision")}  # type: ignore[index]
    answer = ana.post(address, {**hidden, **said})
    assert answer.status_code == 302
    return str(answer["Location"])


@PATHS
def test_each_path_leads_to_a_lesson(ana: Client, book: Book, path: Path) -> None:
    shown = ana.get(reverse("explore:path", args=[path.id])).content.decode()
    assert path.title in shown
    assert path.protected[0] in shown.replace("&#x27;", "'")
    address = begin(ana, path.id, body="settled", before=2, minutes=5)
    assert address.endswith(f"/{path.prompts[0].id}/")
    address = fill(ana, address, text="We never asked")
    assert address.endswith(f"/{path.prompts[1].id}/")
    [written] = book.all(Reflection)
    assert (written.asked, written.text) == (path.prompts[0].id, "We never asked")
    new = reverse("explore:new", query={"reflection": written.id})
    page = ana.get(new).content.decode()
    assert "We never asked</textarea>" in page
    assert path.lesson_starts[0].new in page.replace("&#x27;", "'")
    fill(ana, new, old_rule="Never ask", exception="Mrs Oyelaran", year="1998")
    [lesson] = book.all(Lesson)
    assert (lesson.old_rule, lesson.exception, lesson.year) == ("Never ask", "Mrs Oyelaran", 1998)
    assert book.get(Reflection, written.id).lesson_id == lesson.id
    assert "We never asked" in ana.get(reverse("explore:lesson", args=[lesson.id])).content.decode()


def test_the_first_page_names_the_paths_and_empty_rooms_say_what_will_live_there(ana: Client) -> None:
    page = ana.get(reverse("explore:page")).content.decode()
    assert all(path.title in page for path in explore().path)
    for name, words in {
        "written": "will stand here",
        "sittings": "Your sittings will stand here",
        "timeline": "Your years will stand here",
        "letter": "Letters you keep will stand here",
        "grief": "What you write here will stand here",
    }.items():
        assert words in ana.get(reverse(f"explore:{name}")).content.decode()


def test_ticks_are_kept_in_one_place_and_can_be_taken_back(ana: Client, book: Book) -> None:
    path = explore().path[0]
    address, first, second = reverse("explore:path", args=[path.id]), *list(path.recognise)[:2]
    fill(ana, address, ticked=[first, second])
    fill(ana, address, ticked=[second])
    [kept] = book.all(Sitting)
    assert (kept.ticked, kept.minutes) == ((second,), 0)
    assert re.search(rf'value="{second}"[^>]* checked', ana.get(address).content.decode())
    assert "Your sittings will stand here" in ana.get(reverse("explore:sittings")).content.decode()
    assert ana.post(address, {"id": kept.id, "revision": 2, "ticked": ["made-up"]}).status_code == 422
    fill(ana, address)
    assert book.all(Sitting)[0].ticked == ()


def test_nothing_and_i_dont_know_are_answers_and_keep_what_was_typed(ana: Client, book: Book) -> None:
    address = fill(ana, begin(ana, "one", body="settled"), to="nothing")
    address = fill(ana, address, to="unknown", text="Only the kitchen")
    assert address.endswith("/one-c/")
    assert {one.text for one in book.all(Reflection)} == {"Nothing.", "Only the kitchen\n\nI don’t know."}


def test_nobody_finds_a_path_or_question_that_is_not_there(ana: Client) -> None:
    assert ana.get(reverse("explore:path", args=["six"])).status_code == 404
    assert ana.get(reverse("explore:begin", query={"path": "six"})).status_code == 404
    assert ana.get(reverse("explore:write", query={"asked": "night-a"})).status_code == 404
    assert ana.get(reverse("explore:write", query={"asked": "nothing-a"})).status_code == 404


def test_shut_down_a_place_to_write_keeps_to_gentle_questions(ana: Client, book: Book) -> None:
    deep, gentle = explore().grief.prompts[-1], explore().grief.prompts[0]
    assert f"asked={deep.id}" in ana.get(reverse("explore:grief")).content.decode()
    book.add(BodyCheck(id=new_id(), at=book._now, body=Body.shut_down))
    page = ana.get(reverse("explore:grief")).content.decode()
    assert f"asked={deep.id}" not in page
    assert f"asked={gentle.id}" in page
    assert "Steady first" in ana.get(reverse("explore:write", query={"asked": deep.id})).content.decode()
    assert 'name="text"' in ana.get(reverse("explore:write", query={"asked": gentle.id})).content.decode()


def test_a_stranger_gets_nothing(cleo: Client, ana: Client, book: Book) -> None:
    address = begin(ana, "one", body="settled")
    [one] = book.all(Sitting)
    for where in [reverse("explore:page"), reverse("explore:sitting", args=[one.id]), address]:
        assert cleo.get(where)["Location"].startswith("/open/")
    cleo.post(reverse("explore:sitting_remove"), {"id": one.id})
    assert book.get(Sitting, one.id) == one
