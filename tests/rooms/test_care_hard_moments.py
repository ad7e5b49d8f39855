"""A plan for hard moments: written, read, printed by its page, removed, and left outside only by choice."""

import os
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import reverse
from msgspec import structs

from leanto.records import Gate, Outcome, Preferences, SafetyPlan
from leanto.vault import left_out
from leanto.vault.book import Book
from leanto.vault.models import LeftOut
from leanto.web.forms import A_PAGE, new_id
from tests.rooms.practise_life import person, planned, sent, text_of

pytestmark = pytest.mark.django_db

PLAN, EDIT, HELP = "/help/hard-moments/", "/help/hard-moments/edit/", "/help/"
PEOPLE = "Jolanthe, 01632 960001, also at night"


def written(ana: Client, book: Book, **parts: object) -> SafetyPlan:
    answer = ana.post(EDIT, sent() | {"people": PEOPLE} | parts)
    assert answer.status_code == 302, answer.content.decode()
    return book.all(SafetyPlan)[0]


def words(client: Client, address: str) -> str:
    return " ".join(text_of(client, address).split())


def test_before_there_is_one_the_page_says_what_will_live_here(ana: Client) -> None:
    seen = words(ana, PLAN)
    assert "whom to call" in seen
    assert "write one name with a number" in seen
    assert f'href="{EDIT}"' in seen


def test_help_now_leads_there_in_one_touch(ana: Client) -> None:
    assert f'href="{PLAN}"' in words(ana, HELP)


def test_one_part_is_a_plan_and_its_number_can_be_called(ana: Client, book: Book) -> None:
    kept = written(ana, book)
    assert (kept.people, kept.signs, kept.shown_locked) == (PEOPLE, "", False)
    seen = words(ana, PLAN)
    assert 'href="tel:01632960001"' in seen
    assert "Still empty, and a plan all the same: How I notice it early; " in seen


def test_there_is_one_plan_whatever_is_sent(ana: Client, book: Book) -> None:
    written(ana, book)
    again = ana.post(EDIT, sent(places="the library"))
    assert again.status_code == 409
    assert PEOPLE in again.content.decode()
    assert len(book.all(SafetyPlan)) == 1


def test_it_is_changed(ana: Client, book: Book) -> None:
    kept = written(ana, book)
    assert PEOPLE in words(ana, EDIT)
    ana.post(EDIT, {"id": kept.id, "revision": kept.revision, "people": "Kim"})
    assert [one.people for one in book.all(SafetyPlan)] == ["Kim"]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"people": "  \n "},
        {"people": "x" * (A_PAGE + 1)},
        {"signs": "a\0b"},
        {"people": "Jo", "id": "../etc"},
        {"people": "Jo", "revision": "-1"},
    ],
)
def test_bad_input_is_shown_again_and_nothing_is_kept(
    ana: Client, book: Book, given: dict[str, object]
) -> None:
    answer = ana.post(EDIT, sent() | given)
    assert answer.status_code == 422
    assert book.all(SafetyPlan) == []
    assert str(given.get("people", "")).strip()[:50] in answer.content.decode()


def test_words_of_the_writer_are_never_markup(ana: Client, book: Book) -> None:
    written(ana, book, helps="<b>tea</b> 01632 960001 <script>", shown_locked="on")
    for client, address in ((ana, PLAN), (Client(), PLAN), (Client(), HELP)):
        seen = words(client, address)
        assert "&lt;b&gt;tea&lt;/b&gt;" in seen
        assert "<b>tea" not in seen


def test_only_safe_people_are_offered(ana: Client, book: Book) -> None:
    safe = person(book, "Dev", phone="01632 960003")
    person(book, "Unsure Uma", gate=Gate.unsure)
    person(book, "Unsafe Ulf", gate=Gate.not_safe)
    hurt = person(book, "Since Hurt")
    planned(book, person_id=hurt.id, asked_at=book._now, outcome=Outcome.hurtful, outcome_at=book._now)
    seen = text_of(ana, EDIT)
    assert f'value="people:{safe.id}"' in seen
    assert not any(name in seen for name in ("Uma", "Ulf", "Since Hurt"))


def test_a_touch_adds_name_and_number_and_keeps_what_was_typed(ana: Client, book: Book) -> None:
    dev = person(book, phone="01632 960003")
    answer = ana.post(EDIT, sent(people="Jo", signs="no sleep", shown_locked="on", add=f"people:{dev.id}"))
    assert answer.status_code == 200
    form = answer.context["form"]
    assert form["people"].value() == "Jo\nDev, 01632 960003"
    assert form["signs"].value() == "no sleep"
    assert form["shown_locked"].value() == "on"
    assert book.all(SafetyPlan) == []
    again = ana.post(EDIT, sent(people=form["people"].value(), add=f"people:{dev.id}"))
    assert again.context["form"]["people"].value() == "Jo\nDev, 01632 960003"


def test_a_touch_on_a_kept_plan_can_be_kept_after_it(ana: Client, book: Book) -> None:
    kept, dev = written(ana, book), person(book)
    form = ana.post(
        EDIT, {"id": kept.id, "revision": kept.revision, "people": "Jo", "add": f"people:{dev.id}"}
    ).context["form"]
    shown = {name: form[name].value() for name in ("id", "revision", "people")}
    assert ana.post(EDIT, shown).status_code == 302
    assert book.get(SafetyPlan, kept.id).people == "Jo\nDev"


@pytest.mark.parametrize("add", ["people:" + "f" * 32, "lines:gb-none", "revision:x", "", "people"])
def test_a_touch_on_what_is_not_offered_adds_nothing(ana: Client, book: Book, add: str) -> None:
    unsafe = person(book, "Ulf", gate=Gate.not_safe)
    for value in (add, f"people:{unsafe.id}"):
        answer = ana.post(EDIT, sent(people="Jo", add=value) | {"revision": "x" * 20})
        assert answer.context["form"]["people"].value() == "Jo"
        assert "Ulf" not in answer.content.decode()


def test_lines_of_the_country_are_offered_the_same_way(ana: Client, book: Book) -> None:
    assert "With a country set under Privacy" in text_of(ana, EDIT)
    book.add(Preferences(id=new_id(), country="GB"))
    offered = ana.get(EDIT).context["lines"]
    samaritans = next(one for one in offered if "Samaritans" in one.label)
    form = ana.post(EDIT, sent(add=samaritans.value)).context["form"]
    assert form["lines"].value() == "Samaritans: call 116 123"
    ana.post(EDIT, sent(lines=form["lines"].value()))
    assert 'href="tel:116123"' in text_of(ana, PLAN)


def test_locked_it_is_nowhere_unless_chosen(ana: Client, book: Book, cleo: Client) -> None:
    written(ana, book)
    assert not LeftOut.objects.exists()
    assert "Jolanthe" not in words(cleo, HELP)
    assert cleo.get(PLAN).status_code == 302
    assert cleo.get(EDIT).status_code == 302


def test_what_it_means_is_said_before_the_choice(ana: Client, book: Book) -> None:
    seen = words(ana, EDIT)
    assert "anyone who opens this device can read the plan on the help page, names included" in seen
    assert "Better to leave this off" in seen
    assert 'name="shown_locked" checked' not in seen
    book.add(Preferences(id=new_id(), watched=False))
    assert "Better to leave this off" not in words(ana, EDIT)
    with override_settings(SECURE=True):
        assert "anyone who uses this browser" in words(ana, EDIT)


def test_chosen_it_can_be_read_while_locked_and_taken_back(ana: Client, book: Book, cleo: Client) -> None:
    kept = written(ana, book, shown_locked="on")
    assert 'href="tel:01632960001"' in words(cleo, HELP)
    assert "Jolanthe" in words(cleo, PLAN)
    assert "Change it" not in words(cleo, PLAN)
    assert b"960001" not in bytes(LeftOut.objects.get().sealed)
    ana.post(EDIT, {"id": kept.id, "revision": kept.revision, "people": "Kim"})
    assert not LeftOut.objects.exists()
    assert "Kim" not in words(cleo, HELP)


def test_a_change_changes_what_is_outside(ana: Client, book: Book, cleo: Client) -> None:
    kept = written(ana, book, shown_locked="on")
    ana.post(EDIT, {"id": kept.id, "revision": kept.revision, "people": "Kim", "shown_locked": "on"})
    assert "Kim" in words(cleo, HELP)
    assert "Jolanthe" not in words(cleo, HELP)


def test_a_plan_that_moved_on_leaves_nothing_outside(ana: Client, book: Book) -> None:
    written(ana, book)
    assert ana.post(EDIT, sent(people="Kim", shown_locked="on")).status_code == 409
    assert not LeftOut.objects.exists()


def test_where_others_reach_it_only_her_own_browser_reads_it(ana: Client, book: Book, cleo: Client) -> None:
    written(ana, book, shown_locked="on")
    ana.post(reverse("door:lock"))
    with override_settings(SECURE=True):
        assert "Jolanthe" in words(ana, HELP)
        assert "Jolanthe" not in words(cleo, HELP)


def test_removed_with_its_copy_and_put_back_with_it(ana: Client, book: Book, cleo: Client) -> None:
    kept = written(ana, book, shown_locked="on")
    removed = ana.post(reverse("care:remove"), {"id": kept.id}).context
    assert book.all(SafetyPlan) == []
    assert not LeftOut.objects.exists()
    assert "Jolanthe" not in words(cleo, HELP)
    for _ in range(2):
        answer = ana.post(removed["put_back"], {"record": removed["record"], "along": removed["along"]})
        assert answer.status_code == 302
    assert [one.people for one in book.all(SafetyPlan)] == [PEOPLE]
    assert "Jolanthe" in words(cleo, HELP)


def test_put_back_without_the_choice_leaves_nothing_outside(ana: Client, book: Book) -> None:
    removed = ana.post(reverse("care:remove"), {"id": written(ana, book).id}).context
    ana.post(removed["put_back"], {"record": removed["record"]})
    assert not LeftOut.objects.exists()


@pytest.mark.parametrize("record", ["", "{", '{"id":"x"}', "[]"])
def test_what_is_not_ours_puts_nothing_back(ana: Client, book: Book, record: str) -> None:
    assert ana.post(reverse("care:put_back"), {"record": record}).status_code == 404
    assert book.all(SafetyPlan) == []
    assert not LeftOut.objects.exists()


def test_removing_what_is_not_there_says_so(ana: Client) -> None:
    assert ana.post(reverse("care:remove"), {"id": "f" * 32}).status_code == 404


def test_one_that_came_with_a_file_stands_behind_and_goes_alone(ana: Client, book: Book) -> None:
    kept = written(ana, book, shown_locked="on")
    other = book.add(
        structs.replace(kept, id=new_id(), revision=0, at=kept.at.replace(year=2020), people="Older Olu")
    )
    assert "Another plan, from" in words(ana, PLAN)
    removed = ana.post(reverse("care:remove"), {"id": other.id}).context
    assert LeftOut.objects.exists()
    ana.post(removed["put_back"], {"record": removed["record"]})
    out = left_out.shown("", here=True)
    assert out is not None
    assert out.plan.people == PEOPLE


def test_a_lost_copy_is_said_and_keeping_again_leaves_it_out(
    ana: Client, book: Book, cleo: Client, settings: LazySettings
) -> None:
    kept = written(ana, book, shown_locked="on")
    keys = structs.replace(settings.LEANTO_KEYS, instance=os.urandom(32))
    with override_settings(LEANTO_KEYS=keys):
        assert "Jolanthe" not in words(cleo, HELP)
        assert "At present it is not" in words(ana, PLAN)
        ana.post(EDIT, {"id": kept.id, "revision": kept.revision, "people": "Kim", "shown_locked": "on"})
        assert "Kim" in words(cleo, HELP)


def test_help_now_stays_when_the_copy_cannot_be_read(
    ana: Client, book: Book, cleo: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(ana, book, shown_locked="on")

    def broken() -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(left_out, "_only", broken)
    assert "Help now" in words(cleo, HELP)
    assert cleo.get(PLAN).status_code == 302


def test_a_hosts_broken_lines_do_not_take_the_plan_away(
    ana: Client, book: Book, cleo: Client, settings: LazySettings, tmp_path: Path
) -> None:
    written(ana, book, shown_locked="on")
    (tmp_path / "lines.json").write_text("{")
    settings.LEANTO_HOME = tmp_path
    assert "Jolanthe" in words(cleo, PLAN)
    assert "Jolanthe" in words(ana, PLAN)


def test_bringing_in_a_file_leaves_nothing_outside(ana: Client, book: Book, cleo: Client) -> None:
    """The choice is made at this screen, not in a file."""
    book.add(SafetyPlan(id=new_id(), at=book._now, people=PEOPLE, shown_locked=True))
    assert not LeftOut.objects.exists()
    assert "Jolanthe" not in words(cleo, HELP)
    assert "At present it is not" in words(ana, PLAN)
