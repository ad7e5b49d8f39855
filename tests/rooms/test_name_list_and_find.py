"""Moments are listed by day, the last first, and found again by their own words."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from leanto.records import Did, Domain, Kind, Lesson, Moment, ReachOut
from leanto.vault.book import Book
from leanto.web.forms import new_id

pytestmark = pytest.mark.django_db


def catch(
    book: Book, text: str, ago: timedelta = timedelta(), did: Did = Did.alone, **more: object
) -> Moment:
    at = timezone.localtime(book._now) - ago
    return book.add(Moment(id=new_id(), at=at, did=did, text=text, **more))  # type: ignore[arg-type] # any field


def page(ana: Client, **query: int) -> str:
    return ana.get(reverse("name:moments", query=query)).content.decode()


def test_an_empty_room_says_what_will_live_there_and_offers_one_thing(ana: Client) -> None:
    shown = page(ana)
    assert "Here your moments will stand" in shown
    assert reverse("name:new") in shown


def test_days_have_names_and_the_last_moment_comes_first(ana: Client, book: Book) -> None:
    catch(book, "this very minute")
    catch(book, "the day before", timedelta(days=1))
    long_ago = catch(book, "long ago", timedelta(days=900))
    shown = page(ana)
    order = [
        "<h2>Today",
        "this very minute",
        "<h2>Yesterday",
        "the day before",
        f"{long_ago.at:%B %Y}",
        "long ago",
    ]
    places = [shown.rindex(words) for words in order]
    assert places == sorted(places)


def test_fifty_to_a_page_and_none_is_lost(ana: Client, book: Book) -> None:
    with book.together():
        for number in range(120):
            catch(book, f"({number})", timedelta(hours=number))
    pages = [page(ana, page=number) for number in (1, 2, 3)]
    shown = [[number for number in range(120) if f"({number})" in text] for text in pages]
    assert shown == [list(range(50)), list(range(50, 100)), list(range(100, 120))]
    assert "Newer" not in pages[0]
    assert "Older" not in pages[2]


@pytest.mark.parametrize("number", ["0", "-1", "99999999999", "x", "²"])
def test_a_page_that_is_not_there_is_the_nearest_one(ana: Client, book: Book, number: str) -> None:
    catch(book, "the sofa")
    answer = ana.get(reverse("name:moments"), {"page": number})
    assert answer.status_code == 200
    assert "the sofa" in answer.content.decode()


def test_a_month_leads_to_the_page_that_holds_it(ana: Client, book: Book) -> None:
    with book.together():
        for number in range(60):
            catch(book, f"({number})", timedelta(days=number * 10))
    months = ana.get(reverse("name:months"))
    last = months.context["years"][-1].months[-1]
    assert last.page == 2
    assert "(59)" in page(ana, page=last.page)


def test_words_are_found_and_never_stand_in_an_address(ana: Client, book: Book) -> None:
    catch(book, "Café alone", whisper="no one is coming")
    catch(book, "the sofa")
    answer = ana.post(reverse("name:find"), {"words": "COMING cafe"})
    shown = answer.content.decode()
    assert "Café alone" in shown
    assert "the sofa" not in shown
    assert ana.get(reverse("name:find"), {"words": "cafe"})["Location"] == reverse("name:moments")


def test_what_is_looked_for_is_shown_and_never_markup(ana: Client) -> None:
    shown = ana.post(reverse("name:find"), {"words": '"><script>x</script>'}).content.decode()
    assert "<script>x" not in shown
    assert "&lt;script&gt;x" in shown


def test_many_finds_are_turned_page_by_page(ana: Client, book: Book) -> None:
    with book.together():
        for number in range(60):
            catch(book, f"sofa ({number})", timedelta(hours=number))
    second = ana.post(reverse("name:find"), {"words": "sofa", "page": "2"}).content.decode()
    assert [number for number in range(60) if f"({number})" in second] == list(range(50, 60))


def test_a_waved_off_offer_can_be_taken_up_and_then_shows_what_came_of_it(ana: Client, book: Book) -> None:
    offer = catch(book, "I’m fine", did=Did.waved_off)
    take_up = f"{reverse('practise:plan')}?moment={offer.id}"
    assert take_up in page(ana)
    taken = book.add(
        ReachOut(
            id=new_id(),
            at=offer.at,
            kind=Kind.accept,
            domain=Domain.practical,
            text="one bag",
            moment_id=offer.id,
        )
    )
    shown = page(ana)
    assert take_up not in shown
    assert reverse("practise:reach_out", args=[taken.id]) in shown


def test_only_a_waved_off_offer_is_offered_again(ana: Client, book: Book) -> None:
    catch(book, "the sofa")
    assert "?moment=" not in page(ana)


def test_this_week_is_counted_and_honest_about_what_was_not_said(ana: Client, book: Book) -> None:
    catch(book, "chosen", choice=4)
    catch(book, "not said")
    shown = page(ana)
    assert "Done alone 2 times." in shown
    assert "I chose to: 1" in shown
    assert "not said: 1" in shown
    assert "I had to: " not in shown


def test_links_go_from_a_moment_to_its_lesson_and_to_what_came_of_it(ana: Client, book: Book) -> None:
    rule = book.add(Lesson(id=new_id(), at=book._now, old_rule="be no trouble"))
    moment = catch(book, "the sofa", whisper="be no trouble", lesson_id=rule.id)
    ask = book.add(
        ReachOut(
            id=new_id(), at=book._now, kind=Kind.ask, domain=Domain.work, text="a hand", moment_id=moment.id
        )
    )
    shown = ana.get(reverse("name:moment", args=[moment.id])).content.decode()
    for address in [
        reverse("explore:lesson", args=[rule.id]),
        reverse("redefine:rule", args=[rule.id]),
        reverse("practise:reach_out", args=[ask.id]),
    ]:
        assert address in shown


def test_what_was_typed_is_never_markup(ana: Client, book: Book) -> None:
    catch(book, "<script>alert(1)</script>", whisper="<img src=x>")
    shown = page(ana)
    assert "<script>alert" not in shown
    assert "<img src=x>" not in shown


def test_a_moment_after_midnight_stands_under_its_own_day(ana: Client, book: Book) -> None:
    midnight = timezone.localtime(book._now).replace(hour=0, minute=0, second=0, microsecond=0)
    late: datetime = midnight - timedelta(minutes=1)
    book.add(Moment(id=new_id(), at=late, did=Did.alone, text="late"))
    shown = page(ana)
    assert shown.index("Yesterday") < shown.index("late")
