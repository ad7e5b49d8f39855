"""People come in from address cards only by choice and not judged; they go out only by name."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
import vobject
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leanto.records import Draft, Gate, Person, Preferences, Relation
from leanto.share.vcard import MOST_CARDS, Card, Version, read, write
from leanto.vault.book import Book
from tests.conftest import PASSPHRASE
from tests.rooms.practise_life import person
from tests.share import address_books

IN, KEEP, OUT, UNSURE = "/circle/cards/", "/circle/cards/keep/", "/circle/cards/out/", "/circle/unsure/"


def sent(ana: Client, data: bytes) -> Any:
    """A file is sent; what comes back is a page."""
    return ana.post(IN, {"file": SimpleUploadedFile("people.vcf", data), "text": ""})


def carried(page: str) -> str:
    """The cards that the page of what was found holds for the next step."""
    found = re.search(r'<input type="hidden" name="cards" value="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


def look(ana: Client, data: bytes) -> str:
    answer = sent(ana, data)
    assert answer.status_code == 200
    return str(answer.content.decode())


def chosen(ana: Client, data: bytes, **choices: str) -> dict[str, str]:
    """The second form, filled in: ``take_0="on"``, ``relation_0="friend"``."""
    return {"cards": carried(look(ana, data)), **{name.replace("_", "-"): it for name, it in choices.items()}}


MAYA = write([Card("Maya", ("+44 7700 900123",), ("maya@example.org",)), Card("Dev")], Version.v3)


@pytest.mark.parametrize("name", address_books.ALL)
def test_a_file_is_shown_and_nothing_is_kept(ana: Client, book: Book, name: str) -> None:
    page = html.unescape(look(ana, address_books.ALL[name]))
    for card in read(address_books.ALL[name]).cards:
        for words in (card.name, *card.phones, *card.emails):
            assert words in page
    assert "checked" not in page
    assert "selected" not in page
    assert book.all(Person) == []
    assert read(carried(page).encode()).cards == read(address_books.ALL[name]).cards


def test_only_those_ticked_come_in_and_not_judged(ana: Client, book: Book) -> None:
    answer = ana.post(KEEP, chosen(ana, MAYA, take_0="on", relation_0="friend", relation_1="family"))
    assert answer.status_code == 302
    (maya,) = book.all(Person)
    assert (maya.name, maya.phone, maya.email) == ("Maya", "+44 7700 900123", "maya@example.org")
    assert (maya.relation, maya.gate, maya.safe_for, maya.notes) == (Relation.friend, Gate.unsure, (), "")
    next_page = ana.get(answer["Location"]).content.decode()
    assert "Nobody here counts as safe" in next_page
    assert f"/circle/{maya.id}/gate/" in next_page
    assert "No one here counts as safe for anything yet" in ana.get("/circle/").content.decode()


def test_pasted_text_does_as_well_as_a_file(ana: Client, book: Book) -> None:
    page = ana.post(IN, {"text": MAYA.decode().replace("\r\n", "\n")}).content.decode()
    ana.post(KEEP, {"cards": carried(page), "take-1": "on", "relation-1": "group"})
    assert [one.name for one in book.all(Person)] == ["Dev"]


def test_further_numbers_and_what_is_no_address_stand_in_the_notes(ana: Client, book: Book) -> None:
    raw = write(
        [Card("Ruth", ("1", "2"), ("not an address", "ruth@example.org", "r@example.org"))], Version.v4
    )
    ana.post(KEEP, chosen(ana, raw, take_0="on", relation_0="peer"))
    (ruth,) = book.all(Person)
    assert (ruth.phone, ruth.email) == ("1", "ruth@example.org")
    assert ruth.notes == "Also: 2, not an address, r@example.org"


def test_twice_gives_no_doubles(ana: Client, book: Book) -> None:
    form = chosen(ana, MAYA, take_0="on", relation_0="friend")
    ana.post(KEEP, form)
    assert ana.post(KEEP, form).status_code == 302
    ana.post(KEEP, chosen(ana, MAYA, take_0="on", relation_0="family"))
    assert [(one.name, one.relation) for one in book.all(Person)] == [("Maya", Relation.friend)]


def test_a_later_change_is_not_written_over(ana: Client, book: Book) -> None:
    form = chosen(ana, MAYA, take_0="on", relation_0="friend", take_1="on", relation_1="friend")
    ana.post(KEEP, {name: it for name, it in form.items() if not name.endswith("1")})
    (maya,) = book.all(Person)
    ana.post(f"/circle/{maya.id}/gate/", {"id": maya.id, "revision": 1, "verdict": "no"})
    ana.post(KEEP, form)
    assert {one.name: one.gate for one in book.all(Person)} == {"Maya": Gate.safe, "Dev": Gate.unsure}


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        ({"name": "maya "}, "under this name"),
        ({"name": "M.", "phone": "07700 900 123"}, "with this number or address: M."),
        ({"name": "M.", "email": "Maya@Example.org"}, "with this number or address: M."),
        ({"name": "Maya B", "phone": "07700 900124"}, ""),
    ],
)
def test_who_is_there_already_is_said(ana: Client, book: Book, kept: dict[str, str], says: str) -> None:
    book.add(Preferences(id="e" * 32, country="GB"))
    person(book, **kept)
    page = re.sub(r"<[^>]+>|\s+", " ", look(ana, MAYA))
    assert re.sub(" +", " ", page).count("In your circle already") == bool(says)
    assert says in re.sub(" +", " ", page)


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({}, "Nobody is ticked"),
        ({"relation_0": "friend"}, "Nobody is ticked"),
        ({"take_0": "on"}, "Say what they are to you."),
        ({"take_0": "on", "relation_0": "enemy"}, "not among these answers"),
    ],
)
def test_a_choice_that_is_not_whole_comes_back_as_it_was(
    ana: Client, book: Book, choices: dict[str, str], says: str
) -> None:
    answer = ana.post(KEEP, chosen(ana, MAYA, **choices))
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert says in page
    assert ("checked" in page) is ("take_0" in choices)
    assert read(carried(page).encode()).cards == read(MAYA).cards
    assert book.all(Person) == []


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "these are not address cards"),
        (b"name,phone\n", "these are not address cards"),
        (MAYA.replace(b"3.0", b"2.1"), "card 1 is not of version 3.0 or 4.0"),
        (b"\xff\xfe" + MAYA, "not text"),
        (MAYA * 251, "more than 500 cards"),
        (MAYA + b" " * 300_000, "larger than 256 kB"),
        (b"BEGIN:VCARD\nVERSION:3.0\nTEL:1\nEND:VCARD", "None of these cards has a name"),
    ],
    ids=range(7),
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    ana: Client, book: Book, data: bytes, says: str
) -> None:
    answer = sent(ana, data)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert book.all(Person) == []


def test_a_file_too_large_to_be_read_at_all(ana: Client) -> None:
    answer = sent(ana, b" " * (29 * 1024 * 1024))
    assert answer.status_code == 422
    assert "larger than 256 kB" in answer.content.decode()


@pytest.mark.parametrize(
    "text", ["Maya, 07700 900123", "BEGIN:VCARD\nVERSION:3.0\nFN:Ma\0ya\nEND:VCARD", " "]
)
def test_pasted_text_that_is_refused_comes_back(ana: Client, text: str) -> None:
    answer = ana.post(IN, {"text": text})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert 'class="wrong"' in page or "Choose a file" in page
    assert text.replace("\0", "\N{REPLACEMENT CHARACTER}").splitlines()[-1] in page


@pytest.mark.parametrize("spoilt", ["", "BEGIN:VCARD", "x" * 100_000])
def test_cards_spoilt_on_the_way_are_refused(ana: Client, book: Book, spoilt: str) -> None:
    answer = ana.post(KEEP, {"cards": spoilt, "take-0": "on", "relation-0": "friend"})
    assert answer.status_code == 422
    assert book.all(Person) == []


def test_the_page_of_a_choice_alone_leads_to_the_first(ana: Client) -> None:
    assert ana.get(KEEP)["Location"] == IN


def test_the_second_form_can_carry_the_most_there_is(ana: Client, book: Book) -> None:
    most = "".join(f"BEGIN:VCARD\nVERSION:4.0\nFN:{n}\nEND:VCARD\n" for n in range(MOST_CARDS))
    form = chosen(ana, most.encode()) | {f"take-{n}": "on" for n in range(MOST_CARDS)}
    form |= {f"relation-{n}": "colleague" for n in range(1, MOST_CARDS)} | {"relation-0": ""}
    answer = ana.post(KEEP, form)
    assert answer.status_code == 422
    assert answer.content.decode().count('class="wrong"') == 1


def test_lines_that_grow_when_they_are_written_anew_are_still_read(ana: Client, book: Book) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{}" + ",;" * 140 + ("\nTEL:{}" + ";," * 140) * 10 + "\nEND:VCARD\n"
    raw = "".join(card.format(*(f"{n} {of}" for of in range(11))) for n in range(80)).encode()
    assert 240_000 < len(raw) < 256 * 1024
    form = chosen(ana, raw, take_79="on", relation_79="friend")
    assert len(form["cards"].encode()) > 256 * 1024
    assert ana.post(KEEP, form).status_code == 302
    assert [one.name[:4] for one in book.all(Person)] == ["79 0"]


def lock(ana: Client) -> None:
    """As another window does it: this browser keeps its cookie."""
    cookie = ana.cookies[settings.LEANTO_COOKIE].value
    ana.post("/lock/")
    ana.cookies[settings.LEANTO_COOKIE] = cookie


def test_a_file_that_comes_after_the_lock_is_let_go_of(ana: Client, book: Book) -> None:
    assert 'name="path" value="/open/"' in ana.get(IN).content.decode()
    lock(ana)
    answer = ana.post(IN, {"text": MAYA.decode(), "path": "/open/"})
    assert (answer.status_code, answer["Location"]) == (302, "/open/")
    ana.post("/open/", {"passphrase": PASSPHRASE})
    assert book.all(Draft) == []


def test_a_choice_that_comes_after_the_lock_waits_and_can_be_sent_again(ana: Client, book: Book) -> None:
    form = chosen(ana, MAYA, take_0="on", relation_0="friend")
    lock(ana)
    assert ana.post(KEEP, form)["Location"] == "/open/?said=late-kept"
    ana.post("/open/", {"passphrase": PASSPHRASE})
    (draft,) = book.all(Draft)
    sent_again = {**form, "draft": draft.id}
    assert ana.post("/unfinished/again/", sent_again)["Location"] == KEEP
    assert ana.post(KEEP, sent_again).status_code == 302
    assert [one.name for one in book.all(Person)] == ["Maya"]
    assert book.all(Draft) == []


def test_what_a_card_says_is_shown_and_never_run(ana: Client) -> None:
    raw = write([Card("<script>alert(1)</script>", ('"><img src=x>',), ("<b>",))], Version.v4)
    page = look(ana, raw)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    ana.post(KEEP, chosen(ana, raw, take_0="on", relation_0="friend"))
    for address in (UNSURE, OUT, "/circle/"):
        assert "<script>alert" not in ana.get(address).content.decode()


def test_a_stranger_gets_nothing(ana: Client, book: Book, cleo: Client) -> None:
    dev = person(book, "Devonshire")
    for address in (IN, KEEP, OUT, UNSURE):
        assert b"Devonshire" not in cleo.get(address, follow=True).content
    for address, form in (
        (IN, {"text": MAYA.decode()}),
        (KEEP, {"cards": MAYA.decode(), "take-0": "on", "relation-0": "friend"}),
        (OUT, {"safe": dev.id, "version": "3.0"}),
    ):
        answer = cleo.post(address, form)
        assert answer.status_code in (302, 403)
        assert b"Devonshire" not in answer.content
    assert [one.name for one in book.all(Person)] == ["Devonshire"]


@pytest.mark.parametrize("version", list(Version))
def test_those_chosen_go_out_with_name_number_and_address_only(
    ana: Client, book: Book, version: Version
) -> None:
    dev = person(
        book, "Dev", phone="020 7946 0018", email="dev@example.org", notes="Not Mondays", helps="Tea"
    )
    person(book, "Maya")
    answer = ana.post(OUT, {"safe": [dev.id], "version": version.value})
    assert answer["Content-Type"].startswith("text/vcard")
    assert answer["Content-Disposition"] == 'attachment; filename="people.vcf"'
    assert read(answer.content).cards == (Card("Dev", ("020 7946 0018",), ("dev@example.org",)),)
    assert vobject.readOne(answer.content.decode()).version.value == version.value
    for secret in ("Monday", "Tea", "friend", dev.id, "eanto", "Maya"):
        assert secret not in answer.content.decode()


def test_those_not_judged_safe_stand_apart_and_go_only_by_name(ana: Client, book: Book, now: Any) -> None:
    dev, sam = person(book, "Dev"), person(book, "Sam", gate=Gate.not_safe)
    closed = person(book, "Kit", gate=Gate.unsure, closed_at=now - timedelta(days=1))
    page = ana.get(OUT).content.decode().split("<main")[1]
    assert "checked" not in page
    assert (
        page.index(">Dev")
        < page.index("They stay out of the file unless")
        < page.index(">Kit")
        < page.index(">Sam")
    )
    assert ana.post(OUT, {"safe": [sam.id], "version": "3.0"}).status_code == 422
    answer = ana.post(OUT, {"safe": [dev.id], "others": [closed.id], "version": "3.0"})
    assert {card.name for card in read(answer.content).cards} == {"Dev", "Kit"}


@pytest.mark.parametrize("form", [{"version": "3.0"}, {"safe": "dev"}, {"safe": "dev", "version": "2.1"}])
def test_without_a_choice_there_is_no_file(ana: Client, book: Book, form: dict[str, str]) -> None:
    dev = person(book, "Dev")
    answer = ana.post(OUT, {name: dev.id if it == "dev" else it for name, it in form.items()})
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("text/html")
    assert answer.content.decode().count("checked") == len(form.keys() - {"version"}) + (
        form.get("version") == "3.0"
    )


@pytest.mark.parametrize(("watched", "warned"), [(None, True), (True, True), (False, False)])
def test_a_watched_device_is_warned_first(
    ana: Client, book: Book, watched: bool | None, warned: bool
) -> None:
    book.add(Preferences(id="e" * 32, watched=watched))
    assert ("downloads folder" in ana.get(OUT).content.decode()) is warned


def test_both_ways_are_found_from_the_circle(ana: Client, book: Book) -> None:
    assert f'href="{IN}"' in ana.get("/circle/").content.decode()
    assert "there does not have to be" in ana.get(OUT).content.decode()
    person(book)
    page = ana.get("/circle/").content.decode()
    assert f'href="{IN}"' in page
    assert f'href="{OUT}"' in page
