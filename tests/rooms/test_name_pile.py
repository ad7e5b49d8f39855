"""The pile in its room: added in a line, said more of, sorted, put down, removed, and made into steps."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from msgspec import structs

from leanto.name.pile import carried
from leanto.records import (
    Domain,
    Draft,
    Feared,
    Gate,
    Kind,
    Load,
    Outcome,
    Person,
    ReachOut,
    Step,
    Whose,
)
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.practise_life import person, planned, sent, text_of

pytestmark = pytest.mark.django_db
PILE = "/name/pile/"


def thing(book: Book, text: str = "the rota", **said: object) -> Load:
    return book.add(structs.replace(Load(id=new_id(), at=book._now, text=text), **said))


def of(load: Load) -> str:
    return reverse("name:load", args=[load.id])


def own_order(book: Book) -> list[str]:
    return [one.text for one in carried(book.all(Load))]


def words(client: Client, url: str) -> str:
    return unescape(text_of(client, url))


def test_an_empty_pile_says_what_will_stand_here(ana: Client) -> None:
    seen = words(ana, PILE)
    assert "Here your pile will stand" in seen
    assert '<svg class="chart"' not in seen
    assert "checked" not in seen


def test_one_line_is_enough_and_a_new_thing_is_on_top(ana: Client, book: Book) -> None:
    for text in ("the rota", "the envelopes", "every birthday"):
        assert ana.post(PILE, sent(text=text)).status_code == 302
    assert own_order(book) == ["every birthday", "the envelopes", "the rota"]
    [last] = [one for one in book.all(Load) if one.text == "the rota"]
    assert (last.whose, last.chosen, last.costs, last.domain, last.person_id) == (None,) * 5
    assert "You carry three things." in words(ana, PILE)


def test_the_same_line_sent_twice_is_one_thing(ana: Client, book: Book) -> None:
    once = sent(text="the rota")
    ana.post(PILE, once)
    assert ana.post(PILE, once).status_code == 302
    assert len(book.all(Load)) == 1


def test_a_line_can_lead_to_saying_more(ana: Client, book: Book) -> None:
    answer = ana.post(PILE, sent(text="the rota", more="1"))
    [kept] = book.all(Load)
    assert answer["Location"] == of(kept)


@pytest.mark.parametrize("text", ["", "   ", "x" * 301, "nul\0"])
def test_what_cannot_be_kept_is_shown_again(ana: Client, book: Book, text: str) -> None:
    answer = ana.post(PILE, sent(text=text))
    assert answer.status_code == 422
    assert book.all(Load) == []
    if text.startswith("x"):
        assert text in answer.content.decode()


def test_everything_that_was_said_is_kept_and_shown(ana: Client, book: Book) -> None:
    dev, rota = person(book), thing(book)
    said = sent(
        revision=rota.revision,
        text="the rota",
        whose="someone_elses",
        chosen="0",
        costs="4",
        domain="work",
        if_left="someone would notice",
        person_id=dev.id,
    )
    assert ana.post(of(rota), said | {"id": rota.id}).status_code == 302
    kept = book.get(Load, rota.id)
    assert (kept.whose, kept.chosen, kept.costs, kept.domain) == (Whose.someone_elses, 0, 4, Domain.work)
    assert (kept.if_left, kept.person_id, kept.at) == ("someone would notice", dev.id, rota.at)
    seen = words(ana, PILE)
    for told in ("someone else’s", "costs all you have", "I had to", "Dev", "someone could hold a corner"):
        assert told in seen


@pytest.mark.parametrize(
    "wrong", [{"costs": "5"}, {"chosen": "-1"}, {"whose": "theirs"}, {"domain": "sea"}, {"text": ""}]
)
def test_bad_input_changes_nothing_and_stays_on_the_page(
    ana: Client, book: Book, wrong: dict[str, str]
) -> None:
    rota = thing(book)
    typed = {"text": "the rota, changed", "if_left": "what I typed", **wrong}
    answer = ana.post(of(rota), sent(revision=rota.revision, **typed) | {"id": rota.id})
    assert answer.status_code == 422
    assert "what I typed" in answer.content.decode()
    assert book.get(Load, rota.id) == rota


def test_two_windows_end_in_both_versions(ana: Client, book: Book) -> None:
    rota = thing(book)
    book.revise(structs.replace(rota, text="from the other window"))
    answer = ana.post(of(rota), {"id": rota.id, "revision": rota.revision, "text": "from this one"})
    assert answer.status_code == 409
    assert "from the other window" in answer.content.decode()


@pytest.mark.parametrize("gate", [Gate.unsure, Gate.not_safe])
def test_only_the_safe_are_offered_and_only_they_are_accepted(ana: Client, book: Book, gate: Gate) -> None:
    dev, kim = person(book), person(book, "Kim", gate=gate)
    rota = thing(book)
    seen = words(ana, of(rota))
    assert dev.id in seen
    assert "Kim" not in seen
    assert kim.id not in seen
    answer = ana.post(of(rota), sent(revision=rota.revision, text="x", person_id=kim.id) | {"id": rota.id})
    assert answer.status_code == 422
    assert "Kim" not in answer.content.decode()
    assert book.get(Load, rota.id).person_id is None


def test_a_gate_that_closes_takes_the_name_away_everywhere_and_loses_nothing(ana: Client, book: Book) -> None:
    dev = person(book)
    rota = thing(book, person_id=dev.id)
    step = reverse("name:lighter", args=[rota.id, 1])
    assert all("Dev" in words(ana, url) for url in (PILE, of(rota), step))
    planned(
        book,
        person_id=dev.id,
        outcome=Outcome.hurtful,
        outcome_at=book._now,
        feared_came=Feared.did_not,
        text="a lift",
    )
    assert not any("Dev" in words(ana, url) for url in (PILE, of(rota), step))
    assert "someone you do not count as safe now" in words(ana, of(rota))
    changed = sent(revision=rota.revision, text="the rota again", person_id=dev.id) | {"id": rota.id}
    assert ana.post(of(rota), changed).status_code == 302
    assert book.get(Load, rota.id).person_id == dev.id


def test_up_and_down_are_one_touch_and_lead_back_to_the_thing(ana: Client, book: Book) -> None:
    things = [thing(book, text, place=place) for place, text in enumerate("abcd")]
    answer = ana.post(reverse("name:pile_move"), {"up": things[2].id})
    assert own_order(book) == list("acbd")
    assert answer["Location"] == f"{PILE}#load-{things[2].id}"
    ana.post(reverse("name:pile_move"), {"down": things[2].id})
    assert own_order(book) == list("abcd")
    for at_the_end in ({"up": things[0].id}, {"down": things[3].id}, {"up": "x/#<"}, {}):
        assert ana.post(reverse("name:pile_move"), at_the_end).status_code == 302
    assert own_order(book) == list("abcd")


def test_sorted_by_cost_and_by_choice(ana: Client, book: Book) -> None:
    thing(book, "light and chosen", costs=0, chosen=4, place=0)
    thing(book, "heavy and forced", costs=4, chosen=0, place=1)
    lists = {by: words(ana, f"{PILE}?by={by}").split("What is on it")[1] for by in ("0", "1", "2", "9")}
    first = {
        by: seen.index("light and chosen") < seen.index("heavy and forced") for by, seen in lists.items()
    }
    assert first == {"0": True, "1": False, "2": False, "9": True}
    assert 'name="up"' not in lists["1"]


def test_put_down_and_taken_up_again(ana: Client, book: Book) -> None:
    rota, other = thing(book, place=0), thing(book, "the envelopes", place=1)
    ana.post(reverse("name:put_down"), {"id": rota.id})
    assert own_order(book) == ["the envelopes"]
    assert book.get(Load, rota.id).put_down_at is not None
    seen = words(ana, PILE)
    assert "One thing put down" in seen
    assert "You carry one thing." in seen
    ana.post(reverse("name:take_up"), {"id": rota.id})
    assert own_order(book) == ["the rota", "the envelopes"]
    assert ana.post(reverse("name:take_up"), {"id": other.id}).status_code == 302
    assert ana.post(reverse("name:put_down"), {"id": "nothing"}).status_code == 404


def test_removed_and_put_back(ana: Client, book: Book) -> None:
    rota = thing(book, costs=3)
    book.add(Draft(id=new_id(), at=book._now, path=of(rota), fields={"text": ("unfinished",)}))
    removed = ana.post(reverse("name:load_remove"), {"id": rota.id}).context
    assert book.all(Load) == []
    assert book.all(Draft) == []
    again = ana.post(removed["put_back"], {"record": removed["record"], "along": removed["along"]})
    assert again.status_code == 302
    [back] = book.all(Load)
    assert (back.id, back.text, back.costs) == (rota.id, "the rota", 3)
    assert len(book.all(Draft)) == 1


@pytest.mark.parametrize(
    ("way", "kind", "someone"), [(1, Kind.ask, True), (2, Kind.accept, True), (3, Kind.let_go, False)]
)
def test_a_thing_becomes_a_step_of_ones_own(
    ana: Client, book: Book, way: int, kind: Kind, someone: bool
) -> None:
    rota = thing(book, domain=Domain.work)
    address = reverse("name:lighter", args=[rota.id, way])
    form = ana.get(address).context["form"]
    suggestion = form["text"].value()
    assert "the rota" in suggestion
    assert form["domain"].value() == Domain.work
    answer = ana.post(address, sent(text=suggestion, domain="work", suds="30"))
    [step] = book.all(Step)
    assert (step.kind, step.domain, step.text, step.load_id) == (kind, Domain.work, suggestion, rota.id)
    assert (step.suds, step.rung, step.needs_person, step.starter) == (30, 30, someone, None)
    assert answer.status_code == 302
    assert step.id in answer["Location"]
    seen = words(ana, reverse("practise:step", args=[step.id]))
    assert "It lightens a thing on your pile" in seen
    assert "the rota" in seen
    assert suggestion in words(ana, PILE)
    assert suggestion in words(ana, "/practise/")


@pytest.mark.parametrize("wrong", [{"text": ""}, {"text": "y" * 501}, {"domain": ""}, {"suds": "33"}])
def test_a_step_that_cannot_be_kept_is_shown_again(ana: Client, book: Book, wrong: dict[str, str]) -> None:
    rota = thing(book)
    address = reverse("name:lighter", args=[rota.id, 1])
    answer = ana.post(address, sent() | {"text": "my own words", "domain": "work", "suds": "30"} | wrong)
    assert answer.status_code == 422
    assert wrong.get("text", "my own words") in answer.content.decode()
    assert book.all(Step) == []


def test_a_safe_helper_is_carried_on_to_the_plan(ana: Client, book: Book) -> None:
    dev = person(book)
    rota = thing(book, person_id=dev.id, domain=Domain.practical)
    address = reverse("name:lighter", args=[rota.id, 1])
    assert "Ask Dev" in ana.get(address).context["form"]["text"].value()
    answer = ana.post(address, sent(text="Ask Dev", domain="practical"))
    assert dev.id in answer["Location"]
    let_go = ana.post(reverse("name:lighter", args=[rota.id, 3]), sent(text="Leave it", domain="practical"))
    assert dev.id not in let_go["Location"]


@pytest.mark.parametrize("way", [0, 4, 99])
def test_another_way_leads_back(ana: Client, book: Book, way: int) -> None:
    rota = thing(book)
    answer = ana.get(reverse("name:lighter", args=[rota.id, way]))
    assert answer["Location"] == of(rota)


def test_the_thing_says_when_someone_came_through(ana: Client, book: Book) -> None:
    rota = thing(book)
    ana.post(reverse("name:lighter", args=[rota.id, 1]), sent(text="Ask Sam", domain="work"))
    [step] = book.all(Step)
    asked = planned(book, step_id=step.id, text="Ask Sam")
    assert "someone came through" not in words(ana, PILE)
    book.revise(structs.replace(asked, outcome=Outcome.came_through, outcome_at=book._now))
    assert "someone came through" in words(ana, PILE)
    assert "someone came through" in words(ana, of(rota))


def test_a_step_outlives_the_thing_it_came_from(ana: Client, book: Book) -> None:
    rota = thing(book)
    ana.post(reverse("name:lighter", args=[rota.id, 3]), sent(text="Leave it", domain="work"))
    ana.post(reverse("name:load_remove"), {"id": rota.id})
    [step] = book.all(Step)
    assert "that you removed" in words(ana, reverse("practise:step", args=[step.id]))


def test_what_someone_writes_is_escaped(ana: Client, book: Book) -> None:
    bad = "<script>alert(1)</script>"
    rota = thing(book, bad)
    for url in (PILE, of(rota), reverse("name:lighter", args=[rota.id, 3])):
        assert "<script>alert" not in text_of(ana, url)


def test_two_hundred_things_stay_on_one_readable_page(ana: Client, book: Book) -> None:
    with book.together():
        for place in range(200):
            thing(book, f"thing {place:03}", place=place, costs=place % 5)
    short = words(ana, PILE)
    assert short.count('class="entry"') == 40
    assert short.count('<rect class="slab') == 12
    assert "and 188 more below" in short
    assert "160 more, below these" in short
    assert words(ana, f"{PILE}?all=1").count('class="entry"') == 200
    below = [one for one in book.all(Load) if one.text == "thing 039"]
    answer = ana.post(reverse("name:pile_move"), {"down": below[0].id, "all": "1"})
    assert "?all=1#load-" in answer["Location"]
    assert own_order(book)[39:41] == ["thing 040", "thing 039"]


def test_nobody_else_sees_it(cleo: Client, book: Book) -> None:
    rota = thing(book)
    for url in (PILE, of(rota), reverse("name:lighter", args=[rota.id, 1])):
        assert cleo.get(url).status_code == 302
    assert book.all(Person) == []
    assert book.all(ReachOut) == []
