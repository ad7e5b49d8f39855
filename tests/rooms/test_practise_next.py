"""What could be next: up to three steps with their reasons, made smaller or put aside; or why there is none."""

import html
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from msgspec import structs

from leanto.practise.gates import WhyNone
from leanto.practise.ladder import address, ladder, made_own
from leanto.records import (
    Body,
    BodyCheck,
    Channel,
    Domain,
    Kind,
    Load,
    Outcome,
    Person,
    Preferences,
    Rest,
    RestCode,
    Step,
)
from leanto.vault.book import Book
from leanto.web.forms import new_id
from leanto.web.reasons import ASIDE, WHY_NONE
from tests.rooms.practise_life import LIFT, at, person, planned

pytestmark = pytest.mark.django_db
NEXT = "/practise/next/"


def words(client: Client, url: str = NEXT) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    main = answer.content.decode().split("<main")[1].split("</main")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def link(client: Client, name: str, url: str = NEXT) -> str:
    """The address of the first link whose words begin so."""
    page = client.get(url).content.decode().split("<main")[1]
    found = re.search(rf'<a[^>]*href="([^"]+)"[^>]*>{name}', page)
    assert found, f"no link {name}"
    return html.unescape(found[1])


def touch(client: Client, name: str, url: str = NEXT) -> str:
    """Send the first form of a page whose button begins with these words; where it leads."""
    page = client.get(url).content.decode().split("<main")[1]
    forms = re.findall(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', page, re.DOTALL)
    action, form = next(one for one in forms if re.search(rf"<button[^>]*>{name}", one[1]))
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w*)">', form))
    answer = client.post(action, hidden)
    assert answer.status_code == 302
    return str(answer["Location"])


def first(client: Client, url: str = NEXT) -> str:
    """The address of the step that stands first."""
    return str(re.findall(r"step=(\w{32})", link(client, "Plan it", url))[0])


def body(book: Book, how: Body = Body.settled) -> None:
    book.add(BodyCheck(id=new_id(), at=book._now, body=how))


def retired(book: Book, which: Callable[[Step], bool]) -> None:
    with book.together():
        for step in ladder(book.all(Step)):
            if which(step) and step.retired_at is None:
                book.add(structs.replace(made_own(step, new_id()), retired_at=book._now))


def alone_retired(book: Book) -> None:
    retired(book, lambda step: not step.needs_person)


def came(book: Book, dev: Person, outcome: Outcome, times: int, **changes: object) -> None:
    for number in range(times):
        when = book._now - timedelta(days=10 + number)
        told = {"asked_at": when, "outcome": outcome, "outcome_at": when, "forecast": 0.2, "at": when}
        planned(
            book, person_id=dev.id, channel=Channel.in_person, suds=30.0, overwhelmed=False, **told, **changes
        )


def shut_down(book: Book) -> None:
    body(book, Body.shut_down)


def paused(book: Book) -> None:
    book.add(Rest(id=new_id(), at=book._now, code=RestCode.own))


def nobody_safe(book: Book) -> None:
    alone_retired(book)


def all_waiting(book: Book) -> None:
    alone_retired(book)
    planned(book, person_id=person(book).id)


def not_safe_for_this(book: Book) -> None:
    alone_retired(book)
    retired(book, lambda step: step.domain is Domain.practical)
    person(book)


def unlikely(book: Book) -> None:
    retired(book, lambda step: step.id != LIFT)
    came(book, person(book), Outcome.no_answer, 12)


def all_too_big(book: Book) -> None:
    retired(book, lambda step: step.rung < 70 or step.kind in (Kind.ask, Kind.share))
    if not [step for step in ladder(book.all(Step)) if step.retired_at is None]:
        book.add(
            Step(
                id=new_id(),
                text="All of it",
                kind=Kind.let_go,
                domain=Domain.work,
                rung=90,
                needs_person=False,
            )
        )


def no_steps(book: Book) -> None:
    retired(book, lambda _step: True)


EMPTY = (shut_down, paused, nobody_safe, all_waiting, not_safe_for_this, unlikely, all_too_big, no_steps)


def test_there_is_a_life_for_every_reason() -> None:
    assert [each.__name__ for each in EMPTY] == [code.value for code in WhyNone]


@pytest.mark.parametrize("empty", EMPTY, ids=lambda each: each.__name__)
def test_every_reason_for_nothing_is_reached_and_says_what_is_open(
    ana: Client, book: Book, empty: Callable[[Book], None]
) -> None:
    empty(book)
    said, code = words(ana), WhyNone(empty.__name__)
    assert "No step is suggested now" in said
    assert str(WHY_NONE[code].heading) in said
    assert "Plan it" not in said
    if code is WhyNone.paused:
        assert "You wanted a rest from practising." in said
        assert "It ends when you say so." in said
    else:
        assert str(WHY_NONE[code].words) in said
        for way in WHY_NONE[code].ways:
            assert str(way.words) in said


@pytest.mark.parametrize("empty", EMPTY[2:], ids=lambda each: each.__name__)
def test_today_says_the_same(ana: Client, book: Book, empty: Callable[[Book], None]) -> None:
    empty(book)
    body(book)
    assert str(WHY_NONE[WhyNone(empty.__name__)].words) in words(ana, "/")


def test_nobody_safe_never_says_that_there_must_be_someone(ana: Client, book: Book) -> None:
    nobody_safe(book)
    said = words(ana)
    assert "there need not be anyone" in said
    assert "must" not in said
    assert "need someone" not in said


def test_three_at_most_each_with_two_sentences(ana: Client, book: Book) -> None:
    body(book)
    page = ana.get(NEXT).content.decode()
    reasons = re.findall(r'<p class="why">(.*?)</p>', page, re.DOTALL)
    assert len(reasons) == 3
    assert [len(re.findall(r"[.!]\s", html.unescape(one))) >= 2 for one in reasons] == [True] * 3
    assert page.count(">Plan it<") == 3


def test_a_plan_carries_the_step_and_the_person(ana: Client, book: Book) -> None:
    body(book)
    alone_retired(book)
    dev = person(book)
    plan = link(ana, "Plan it")
    assert f"person={dev.id}" in plan
    page = ana.get(plan)
    assert page.status_code == 200
    assert page.context["form"].initial["person_id"] == dev.id


def test_a_plan_carries_the_way_that_was_suggested(ana: Client, book: Book) -> None:
    body(book)
    alone_retired(book)
    person(book, channels=(Channel.email,))
    plan = link(ana, "Plan it")
    assert "how=email" in plan
    assert ana.get(plan).context["form"].initial["channel"] == "email"
    made_up = ana.get(plan.replace("how=email", "how=pigeon"))
    assert made_up.status_code == 200
    assert "checked" not in made_up.content.decode().split('name="channel"')[1].split("</fieldset>")[0]


def test_how_long_since_goes_by_the_days_of_the_calendar_and_a_plan_is_only_planned(
    ana: Client, book: Book, now: datetime
) -> None:
    body(book)
    retired(book, lambda step: step.id != LIFT)
    person(book)
    mia = person(book, "Mia")
    last_night = timezone.localtime(now).replace(hour=0, minute=0) - timedelta(minutes=1)
    told = {"outcome": Outcome.came_through, "outcome_at": last_night, "asked_at": last_night}
    planned(book, person_id=mia.id, at=last_night, **told)
    assert "This kind of step (ask): yesterday." in words(ana, link(ana, "Why this one"))
    planned(book, person_id=mia.id)
    assert "This kind of step (ask): planned today." in words(ana, link(ana, "Why this one"))


def test_smaller_is_smaller(ana: Client, book: Book) -> None:
    body(book)
    sizes = {address(step): step.rung for step in ladder([])}
    first = link(ana, "Smaller")
    before = sizes[first.split("smaller=")[1].split("&")[0]]
    assert "Something smaller" in words(ana, first)
    assert sizes[link(ana, "Plan it", first).split("step=")[1].split("&")[0]] < before


def test_the_smallest_one_is_made_smaller_itself(ana: Client, book: Book) -> None:
    retired(book, lambda step: step.id != LIFT)
    person(book)
    body(book)
    said = words(ana, link(ana, "Smaller"))
    assert "There is no smaller one today" in said
    assert "Make it smaller" in said
    assert f"/practise/steps/{at(LIFT)}/" in link(ana, "Make it smaller", link(ana, "Smaller"))


def test_someone_else_is_someone_else(ana: Client, book: Book) -> None:
    body(book)
    alone_retired(book)
    people = {one.id: one for one in (person(book), person(book, "Maya"))}
    first = link(ana, "Someone else")
    asked = first.split("person=")[1].split("&")[0]
    [other] = set(people) - {asked}
    said = words(ana, first)
    assert people[other].name in said
    assert people[asked].name not in said


def test_when_there_is_nobody_else_it_says_so(ana: Client, book: Book) -> None:
    body(book)
    alone_retired(book)
    person(book)
    assert "Nobody else for this one" in words(ana, link(ana, "Someone else"))


def test_not_today_lasts_the_day(ana: Client, book: Book, now: datetime) -> None:
    body(book)
    name = first(ana)
    assert "That is a fine answer, and nothing is counted." in words(ana, touch(ana, "Not today"))
    for url in (NEXT, f"{NEXT}?smaller={first(ana)}"):
        page = ana.get(url).content.decode()
        assert f"step={name}" not in page
        assert "One is put aside for today." in page
    [kept] = book.all(Preferences)
    book.revise(structs.replace(kept, not_today_at=now - timedelta(days=1)))
    assert first(ana) == name
    assert "put aside for today" not in words(ana)


def test_the_day_is_over_where_the_person_lives(ana: Client, book: Book, now: datetime) -> None:
    touch(ana, "Not today")
    [kept] = book.all(Preferences)
    here = now.astimezone(ZoneInfo("Pacific/Auckland"))
    for when, aside in (
        (here.replace(hour=0, minute=0, second=0) - timedelta(minutes=1), False),
        (min(here.replace(hour=0, minute=1), here), True),
    ):
        kept = book.revise(structs.replace(kept, zone="Pacific/Auckland", not_today_at=when))
        assert ("One is put aside for today." in words(ana)) is aside
        kept = book.get(Preferences, kept.id)


def test_several_are_put_aside_and_all_come_back_at_once(ana: Client, book: Book) -> None:
    body(book)
    aside = [first(ana)]
    touch(ana, "Not today")
    aside.append(first(ana))
    smaller = ana.get(link(ana, "Smaller")).content.decode()
    touch(ana, "Not today")
    page = ana.get(NEXT).content.decode()
    assert "2 are put aside for today." in page
    assert [name for name in aside if f"step={name}" in page] == []
    assert "What was put aside may be suggested again." in words(ana, touch(ana, "Show all again"))
    assert first(ana) == aside[0]
    assert f"step={aside[0]}" not in smaller
    [kept] = book.all(Preferences)
    assert (kept.not_today, kept.not_today_at) == ((), None)


def test_another_tab_puts_another_one_aside(ana: Client, book: Book) -> None:
    """Both pages were open before either was touched; a touch that comes twice counts once."""
    body(book)
    names = re.findall(r'name="step" value="(\w{32})"', ana.get(NEXT).content.decode())
    assert len(names) == 3
    for name in (*names, names[0]):
        ana.post("/practise/next/not-today/", {"step": name})
    assert "3 are put aside for today." in words(ana)
    assert len(book.all(Preferences)) == 1


def test_what_was_set_in_privacy_stays_as_it_was(ana: Client, book: Book) -> None:
    book.add(Preferences(id=new_id(), name="Notes", country="GB"))
    touch(ana, "Not today")
    [kept] = book.all(Preferences)
    assert (kept.name, kept.country, len(kept.not_today)) == ("Notes", "GB", 1)
    given = {"id": kept.id, "revision": kept.revision, "name": "Pages", "country": "GB"}
    assert ana.post("/privacy/preferences/", given).status_code == 302
    [after] = book.all(Preferences)
    assert (after.name, after.not_today) == ("Pages", kept.not_today)


@pytest.mark.parametrize("sent", [{}, {"step": ""}, {"step": "a" * 32}, {"step": "\0", "on": "elsewhere"}])
def test_a_step_that_is_not_there_puts_nothing_aside(ana: Client, book: Book, sent: dict[str, str]) -> None:
    answer = ana.post("/practise/next/not-today/", sent)
    assert answer["Location"] == f"{NEXT}?said=meanwhile"
    assert book.all(Preferences) == []


@pytest.mark.parametrize("name", ["not_today", "all_again"])
def test_putting_aside_takes_more_than_a_link(ana: Client, book: Book, name: str) -> None:
    step = first(ana)
    assert ana.get(reverse(f"practise:{name}"), {"step": step})["Location"] == NEXT
    assert first(ana) == step
    assert book.all(Preferences) == []


def test_with_everything_put_aside_it_is_enough_for_today(ana: Client, book: Book) -> None:
    retired(book, lambda step: step.id != LIFT)
    person(book)
    body(book)
    touch(ana, "Not today")
    for url in (NEXT, "/"):
        said = words(ana, url)
        assert str(ASIDE.words) in said, url
        assert "Look at the ladder" in said, url
        assert "One is put aside for today." in said, url
    assert touch(ana, "Show all again", "/").startswith("/?")
    assert "Plan it" in words(ana)


def test_why_this_one_says_what_was_used_and_where_to_correct_it(ana: Client, book: Book) -> None:
    load = book.add(Load(id=new_id(), at=book._now, text="the shopping"))
    retired(book, lambda _step: True)
    book.add(
        Step(id=new_id(), text="Half a bag", kind=Kind.ask, domain=Domain.practical, rung=20, load_id=load.id)
    )
    dev = person(book, offers=(Domain.practical,), channels=(Channel.voice,))
    body(book)
    url = link(ana, "Why this one")
    said = words(ana, url)
    for one in (
        "It is written as 20 of 100.",
        "Today a size between 15 and 4",
        "You marked Dev safe, and safe for this: everyday things.",
        "Nothing is open with them",
        "by phone or voice",
        "Dev has said that you may ask",
        "It would lighten the shopping",
        "Dev : not turned to here yet.",
        "whether it could be too much: these are weighed too.",
        "It is your first",
    ):
        assert one in said.replace(" .", "."), one
    page = ana.get(url).content.decode()
    for name in ("needs", "gate", "edit"):
        assert reverse(f"circle:{name}", args=[dev.id]) in page
    assert reverse("name:load", args=[load.id]) in page
    assert reverse("practise:everything") in page
    assert "/retired/" in page
    assert 'href="/"' in page


def test_taken_off_the_ladder_it_is_not_suggested_again(ana: Client, book: Book) -> None:
    body(book)
    name = re.findall(r"step=(\w{32})", link(ana, "Plan it"))[0]
    assert ana.post(f"/practise/steps/{name}/retired/").status_code == 302
    assert f"step={name}" not in ana.get(NEXT).content.decode()


@pytest.mark.parametrize("bad", ["smaller=x", "instead=" + "a" * 32, "person=%00", "smaller=1&person=2"])
def test_an_address_made_by_hand_is_answered(ana: Client, book: Book, bad: str) -> None:
    body(book)
    assert "Plan it" in words(ana, f"{NEXT}?{bad}")
    assert ana.get(f"{NEXT}why/?{bad}").status_code == 302


def test_names_are_shown_and_never_run(ana: Client, book: Book) -> None:
    bad = "<script>alert(1)</script>{name}%(x)s"
    load = book.add(Load(id=new_id(), at=book._now, text=bad))
    retired(book, lambda _step: True)
    book.add(Step(id=new_id(), text=bad, kind=Kind.ask, domain=Domain.practical, rung=20, load_id=load.id))
    person(book, bad, offers=(Domain.practical,))
    body(book)
    for url in (NEXT, link(ana, "Why this one"), "/"):
        page = ana.get(url).content
        assert b"<script>alert" not in page
        assert b"&lt;script&gt;alert(1)&lt;/script&gt;{name}%(x)s" in page


def test_a_stranger_gets_nothing(cleo: Client) -> None:
    assert cleo.get(NEXT).status_code == 302
    assert cleo.get(f"{NEXT}why/").status_code == 302


@pytest.mark.parametrize("times", [5, 40])
def test_nothing_on_the_way_to_a_guess_could_lean_on_it(ana: Client, book: Book, times: int) -> None:
    """Dev came through every time, and was always guessed not to: no page before the guess tells."""
    alone_retired(book)
    dev = person(book)
    came(book, dev, Outcome.came_through, times, body=Body.settled)
    body(book)
    urls = ("/", NEXT, "/practise/", link(ana, "Why this one"), link(ana, "Smaller"), link(ana, "Plan it"))
    assert f"person={dev.id}" in link(ana, "Plan it")
    for url in urls:
        said = words(ana, url).lower().replace("will they come through?", "")
        page = ana.get(url).content.decode().split("<main")[1]
        for telling in ("came through", "came_through", "kinder", "estimate", "likely between"):
            assert telling not in said, (url, telling)
            assert telling not in page, (url, telling)
        assert not re.search(rf"\b{times} (of|times)\b|\bof {times}\b", said), url
