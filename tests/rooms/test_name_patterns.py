"""The patterns page: from nothing to six months, with its counts, its caveats and the moments behind them."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from msgspec import structs

from leanto.lab.demo import life
from leanto.name.patterns import Facet
from leanto.records import Body, Did, Domain, Moment, Person, Preferences, Sign
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.practise_life import person, text_of

pytestmark = pytest.mark.django_db
PATTERNS = "/name/patterns/"


def caught(book: Book, number: int = 0, **said: object) -> Moment:
    moment = Moment(id=new_id(), at=book._now - timedelta(hours=9 * number), did=Did.alone)
    return book.add(structs.replace(moment, **said))


def behind(facet: int, place: str, **more: int) -> str:
    return reverse("name:pattern", query={"by": facet, "at": place, **more})


def words(client: Client, url: str = PATTERNS) -> str:
    return unescape(text_of(client, url))


def test_nothing_yet_says_what_will_be_here(ana: Client) -> None:
    assert "One caught now is a beginning" in words(ana)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"did": Did.waved_off},
        {"did": Did.asked, "body": Body.settled},
        {"choice": 0, "domain": Domain.work, "signs": (Sign.control,)},
        {"person_id": "a" * 32, "choice": 2},
    ],
)
def test_one_moment_is_told_as_one(ana: Client, book: Book, said: dict[str, object]) -> None:
    caught(book, 0, **said)
    seen = words(ana)
    assert "From one moment." in seen
    assert "you always" not in seen.lower()
    assert "These moments" not in seen


def test_three_moments_are_counts_and_no_claim(ana: Client, book: Book) -> None:
    for number in range(3):
        caught(book, number, choice=0, domain=Domain.financial)
    seen = words(ana)
    assert "3 of 3" in seen
    assert "Nothing stands out so far" in seen


def test_what_stands_out_comes_with_its_counts_its_caveat_and_its_moments(ana: Client, book: Book) -> None:
    for number in range(8):
        caught(book, number, choice=0, domain=Domain.financial, text=f"money {number}")
        caught(book, number + 50, choice=4, domain=Domain.work, text=f"work {number}")
    caught(book, 99, choice=4, domain=Domain.work)
    seen = words(ana)
    assert "Where it was about money, you had to 8 of 8 times. Otherwise: 0 of 9." in seen
    assert "Others may look different." in seen
    listed = words(ana, behind(1, "3"))
    assert all(f"money {number}" in listed for number in range(8))
    assert "work 0" not in listed


def test_the_made_up_six_months(ana: Client, book: Book) -> None:
    kept = [one for one in life(7, book._now) if isinstance(one, Moment | Person)]
    with book.together():
        for one in kept:
            book.add(one)
    seen = words(ana)
    moments = [one for one in kept if isinstance(one, Moment)]
    alone = [one for one in moments if one.did is Did.alone]
    work = [one for one in alone if one.domain is Domain.work and one.choice is not None]
    had_to = [one for one in work if one.choice is not None and one.choice <= 1]
    assert f"From {len(moments)} moments" in seen
    assert f"Of {len(alone)} times alone" in seen
    assert f"work: {len(had_to)} of {len(work)}." in seen
    assert "With your body keyed up" in seen
    assert "cannot tell these apart" in seen


def test_someone_removed_is_not_named_and_her_moments_are_counted(ana: Client, book: Book) -> None:
    dev = person(book)
    caught(book, choice=0, person_id=dev.id)
    caught(book, 1, choice=0, person_id=new_id())
    seen = words(ana)
    assert "Dev: 1 of 1." in seen
    assert "someone that you removed" in seen


def test_days_are_those_of_ones_own_zone(ana: Client, book: Book) -> None:
    at = book._now.replace(year=2026, month=3, day=1, hour=23, minute=30)
    caught(book, choice=0, at=at)
    book.add(Preferences(id=new_id(), zone="Pacific/Apia"))
    assert "Monday: 1 of 1." in words(ana)


@pytest.mark.parametrize("facet", [0, len(Facet) + 1, 999])
@pytest.mark.parametrize("value", ["1", "0", "nothing", "99999"])
def test_an_address_that_counts_nothing_leads_back(ana: Client, book: Book, facet: int, value: str) -> None:
    caught(book, choice=0, domain=Domain.work)
    for number in (facet, 1):
        answer = ana.get(behind(number, "0" if number == 1 else value))
        assert answer["Location"] == PATTERNS


def test_every_count_leads_to_as_many_moments(ana: Client, book: Book) -> None:
    dev = person(book)
    for number in range(6):
        caught(
            book,
            number,
            choice=number % 5,
            domain=Domain.health,
            body=Body.keyed_up,
            overwhelmed=number % 5,
            person_id=dev.id,
        )
    shown = ana.get(PATTERNS).context
    for laid in (*shown["where"], *shown["before"]):
        for place in laid.places:
            listed = ana.get(behind(laid.number, place.value)).context
            assert listed["count"] == place.of, (laid.title, place.words)


def test_names_are_escaped_in_the_drawing(ana: Client, book: Book) -> None:
    dev = person(book, "<b>Dev</b>")
    caught(book, choice=0, person_id=dev.id)
    assert "<b>Dev" not in text_of(ana, PATTERNS)


def test_many_moments_behind_a_count_are_paged(ana: Client, book: Book) -> None:
    with book.together():
        for number in range(60):
            caught(book, number, choice=0, domain=Domain.work)
    first = text_of(ana, behind(1, "4"))
    assert "by=1&amp;at=4&amp;page=2" in first
    assert len(ana.get(behind(1, "4", page=2)).context["days"]) > 0
