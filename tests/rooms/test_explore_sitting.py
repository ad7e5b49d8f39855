"""A sitting is paced by the body, ends gently, loses no words, and is asked about the next day."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from msgspec import structs

from leanto.content.paths import explore
from leanto.records import Body, BodyCheck, Draft, Reflection, Sitting
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.conftest import PASSPHRASE
from tests.rooms.test_explore_paths import begin, fill

pytestmark = pytest.mark.django_db

LONG = "The stove in the kitchen was green. " * 200


def only(book: Book) -> Sitting:
    [one] = book.all(Sitting)
    return one


def ago(book: Book, **since: float) -> Sitting:
    """The sitting, as if it had begun earlier."""
    one = only(book)
    return book.revise(structs.replace(one, at=one.at - timedelta(**since)))


def sat(book: Book, days: float, **said: object) -> Sitting:
    at = book._now - timedelta(days=days)
    return book.add(Sitting(id=new_id(), at=at, path="one", ended_at=at, **said))  # type: ignore[arg-type]


def page(ana: Client, name: str, *args: str) -> str:
    return ana.get(reverse(f"explore:{name}", args=args)).content.decode()


def test_a_keyed_up_body_gets_a_short_sitting_and_grounding_between(ana: Client, book: Book) -> None:
    address = begin(ana, "one", body="keyed_up", minutes=15, before=4)
    assert only(book).minutes == 5
    assert [one.body for one in book.all(BodyCheck)] == [Body.keyed_up]
    between = fill(ana, address, text="A table")
    assert between.endswith("/one-b/steady/")
    shown = ana.get(between).content.decode()
    assert any(text.split(".")[0] in shown for text in explore().sitting.between)
    assert reverse("explore:prompt", args=[only(book).id, "one-b"]) in shown


def test_a_shut_down_body_gets_grounding_in_place_of_the_question(ana: Client, book: Book) -> None:
    address = begin(ana, "one", body="shut_down", minutes=15)
    assert address.endswith("/one-a/steady/")
    shown = ana.get(address).content.decode()
    assert 'name="text"' not in shown
    assert explore().sitting.shut_down[0] in shown
    assert explore().sitting.shut_down[1] in ana.get(address + "?page=1").content.decode()
    gentle = reverse("explore:prompt", args=[only(book).id, "one-a"])
    assert gentle in shown
    assert fill(ana, gentle, text="One word").endswith("/one-b/steady/")
    goes_on = reverse("explore:steady", args=[only(book).id, "one-b"])
    assert goes_on in page(ana, "sitting", only(book).id)
    ago(book, minutes=5)
    assert goes_on not in page(ana, "sitting", only(book).id)
    ago(book, minutes=-5)
    answered = {"one-a", "one-b", "one-c", "one-d", "one-e"}
    after = [
        fill(ana, reverse("explore:prompt", args=[only(book).id, id]), to="nothing")
        for id in sorted(answered)
    ]
    assert after[-1].endswith("/one-x/steady/")


def test_one_steep_rise_ends_it_gently_and_keeps_the_words(ana: Client, book: Book) -> None:
    begin(ana, "one", body="settled", before=3)
    one = only(book)
    asks = reverse("explore:prompt", args=[one.id, "one-c"])
    assert 'name="now"' in ana.get(asks).content.decode()
    assert 'name="now"' not in ana.get(reverse("explore:prompt", args=[one.id, "one-a"])).content.decode()
    assert fill(ana, asks, text="The tree", now=5).endswith("/one-d/")
    ended = fill(ana, asks, text="The tree", now=6)
    assert ended == reverse("explore:end", args=[one.id])
    one = only(book)
    assert (one.ended_by, one.after) == ("rise", 6)
    assert [kept.text for kept in book.all(Reflection)] == ["The tree"]
    shown = ana.get(ended).content.decode()
    assert "It got much harder" in shown
    assert reverse("care:grounding") in shown
    assert "One more question" not in shown
    assert all(ending.title in shown for ending in explore().sitting.endings)


def test_the_agreed_time_offers_the_ending_and_cuts_nothing_off(ana: Client, book: Book) -> None:
    address = begin(ana, "one", body="settled", minutes=5, before=3)
    assert "minutes left" in ana.get(address).content.decode()
    ago(book, minutes=6)
    shown = ana.get(address).content.decode()
    assert "The agreed 5 minutes are over." in shown
    assert 'name="text"' in shown
    ending = fill(ana, address, text=LONG)
    assert ending == reverse("explore:end", args=[only(book).id], query={"after": "one-a"})
    assert book.all(Reflection)[0].text == LONG.strip()
    assert "One more question" in ana.get(ending).content.decode()
    fill(ana, ending, after=2, body_after="settled")
    one = only(book)
    assert (one.ended_by, one.after, one.body_after) == ("time", 2, Body.settled)
    assert "3 before, 2 after" in page(ana, "sitting", one.id)


def test_skipping_keeps_typed_words_as_unfinished_and_no_answer(ana: Client, book: Book) -> None:
    address = begin(ana, "one", body="settled")
    assert fill(ana, address, to="skip").endswith("/one-b/")
    assert book.all(Draft) == []
    assert fill(ana, address, to="skip", text="Half a thought").endswith("/one-b/")
    assert book.all(Reflection) == []
    [draft] = book.all(Draft)
    assert draft.path == address
    assert "Half a thought</textarea>" in ana.get(address).content.decode()


def test_stopping_keeps_the_words_and_ends_it(ana: Client, book: Book) -> None:
    address = begin(ana, "one", body="settled")
    assert fill(ana, address, to="stop", text="Enough").endswith("/end/")
    assert only(book).ended_by == "person"
    assert [one.text for one in book.all(Reflection)] == ["Enough"]


def test_a_lock_in_the_middle_of_a_long_text_loses_nothing(ana: Client, book: Book) -> None:
    address = begin(ana, "one", body="settled")
    hidden = {"id": new_id(), "revision": 0, "path": address, "fields": "text"}
    ana.post("/lock/")
    answer = ana.post(address, {**hidden, "text": LONG})
    assert answer["Location"] == "/open/?said=late-kept"
    assert book.all(Reflection) == []
    ana.post("/open/", {"passphrase": PASSPHRASE})
    assert LONG.strip() in ana.get(address).content.decode()
    fill(ana, address, text=LONG)
    assert [one.text for one in book.all(Reflection)] == [LONG.strip()]
    assert book.all(Draft) == []


def test_with_scripts_off_one_button_keeps_the_words(ana: Client, book: Book) -> None:
    address = begin(ana, "one", body="settled")
    assert f'formaction="{reverse("drafts:keep")}"' in ana.get(address).content.decode()
    hidden = {"id": new_id(), "revision": 0, "path": address, "fields": "text"}
    answer = ana.post(
        reverse("drafts:keep"), {**hidden, "text": LONG}, headers={"Sec-Fetch-Mode": "navigate"}
    )
    assert LONG.strip() in ana.get(answer["Location"]).content.decode()


def test_too_much_is_refused_with_the_words_still_there(ana: Client, book: Book) -> None:
    address = begin(ana, "one", body="settled")
    answer = ana.post(address, {"id": new_id(), "revision": 0, "text": "x" * 20_001})
    assert answer.status_code == 422
    assert "x" * 20_001 in answer.content.decode()


def test_what_was_answered_before_is_not_asked_again(ana: Client, book: Book) -> None:
    fill(ana, begin(ana, "one", body="settled"), text="A table")
    assert begin(ana, "one", body="settled").endswith("/one-b/")


def test_a_body_that_was_not_said_meets_nothing_deep(ana: Client, book: Book) -> None:
    begin(ana, "one")
    for prompt in explore().path[0].prompts:
        if prompt.depth != "deep":
            book.add(Reflection(id=new_id(), at=book._now, asked=prompt.id, text="x"))
    assert begin(ana, "one").endswith("/one-x/")
    assert begin(ana, "one", body="settled").endswith("/one-k/")


def test_the_next_day_asks_how_the_night_was(ana: Client, book: Book) -> None:
    one = sat(book, 1)
    night = reverse("explore:night", args=[one.id])
    assert night in page(ana, "page")
    asked = ana.get(night).content.decode()
    assert reverse("care:help") in asked[asked.index('name="night-e"') :].split('name="near"')[0]
    said = {
        "night-a": "worse",
        "night-b": "A dream",
        "night-e": "no",
        "near": "My sister",
        "night-c": "keyed_up",
    }
    where = fill(ana, night, **said)
    assert book.get(Sitting, one.id).night == "worse"
    assert {kept.asked: kept.text for kept in book.all(Reflection)} == {
        "night-b": "A dream",
        "night-e": "no\nMy sister",
    }
    assert [kept.body for kept in book.all(BodyCheck)] == [Body.keyed_up]
    shown = ana.get(where).content.decode()
    main = shown[shown.index("<main") :]
    assert (
        main.index("not all right by yourself") < main.index(reverse("care:help")) < main.index("My sister")
    )
    assert night not in page(ana, "page")
    assert "the night was worse" in ana.get(reverse("explore:begin", query={"path": "one"})).content.decode()


def test_a_night_left_open_is_not_asked_of_again(ana: Client, book: Book) -> None:
    one = sat(book, 1)
    fill(ana, reverse("explore:night", args=[one.id]))
    assert reverse("explore:night", args=[one.id]) not in page(ana, "page")
    assert book.all(Reflection) == []


def test_two_that_end_worse_suggest_a_person_instead_of_more(ana: Client, book: Book) -> None:
    sat(book, 3, before=2, after=4)
    assert "someone beside you" not in page(ana, "page")
    sat(book, 2, before=3, after=4)
    for shown in [page(ana, "page"), page(ana, "sittings"), page(ana, "path", "two")]:
        assert "Maybe with someone beside you" in shown
    shown = page(ana, "sittings")
    assert "Of 2 sittings with an answer before and after: 2 ended harder than they began." in shown
    assert 'class="after"' in shown


def test_a_sitting_is_removed_and_put_back_and_its_words_stay(ana: Client, book: Book) -> None:
    fill(ana, begin(ana, "one", body="settled"), text="A table")
    one = only(book)
    removed = ana.post(reverse("explore:sitting_remove"), {"id": one.id}).context
    assert book.all(Sitting) == []
    assert "A table" in page(ana, "written")
    ana.post(removed["put_back"], {"record": removed["record"], "along": removed["along"]})
    assert [kept.id for kept in book.all(Sitting)] == [one.id]
