"""A plan: whom it is with, two guesses, the other way, the day silence is an answer, and the words."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from msgspec import structs

from leanto.records import (
    Body,
    BodyCheck,
    Channel,
    Did,
    Domain,
    Draft,
    Feared,
    Gate,
    Kind,
    Lesson,
    Moment,
    Outcome,
    Preferences,
    ReachOut,
    Step,
)
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.practise_life import LIFT, at, page, person, planned, sent, text_of

pytestmark = pytest.mark.django_db
PLAN = "/practise/plan/"


def moment(book: Book, did: Did = Did.waved_off, **changes: object) -> Moment:
    return book.add(
        structs.replace(Moment(id=new_id(), at=book._now, did=did, text="Maya offered a lift"), **changes)
    )


def test_without_a_step_it_begins_on_the_ladder_and_keeps_the_ids(ana: Client, book: Book) -> None:
    dev = person(book)
    answer = ana.get(f"{PLAN}?person={dev.id}")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/practise/?person={dev.id}"


def test_all_but_the_step_can_be_skipped(ana: Client, book: Book) -> None:
    answer = ana.post(PLAN, sent(step_id=LIFT))

    [kept] = book.all(ReachOut)
    assert answer.headers["Location"] == page("prepare", kept.id)
    assert (kept.kind, kept.domain, kept.step_id) == (Kind.ask, Domain.practical, LIFT)
    assert kept.text.startswith("Ask for a lift")
    assert (kept.person_id, kept.channel, kept.suds, kept.forecast, kept.feared_chance) == (None,) * 5


def test_everything_that_was_said_is_kept(ana: Client, book: Book) -> None:
    dev = person(book)
    book.add(BodyCheck(id=new_id(), at=book._now, body=Body.keyed_up))
    form = sent(
        step_id=LIFT,
        text="Ask Dev for a lift on Thursday",
        person_id=dev.id,
        channel="voice",
        suds="40.0",
        forecast="0.3",
        feared="He will think I’m useless",
        feared_chance="0.8",
    )
    ana.post(PLAN, form)

    [kept] = book.all(ReachOut)
    assert kept.person_id == dev.id
    assert (kept.text, kept.channel, kept.suds) == ("Ask Dev for a lift on Thursday", Channel.voice, 40.0)
    assert (kept.forecast, kept.feared, kept.feared_chance) == (0.3, "He will think I’m useless", 0.8)
    assert kept.body is Body.keyed_up


def test_the_same_plan_sent_twice_is_one(ana: Client, book: Book) -> None:
    form = sent(step_id=LIFT)

    assert [ana.post(PLAN, form).status_code for _ in range(2)] == [302, 302]
    assert len(book.all(ReachOut)) == 1


def test_safe_ones_come_first_and_everyone_may_be_chosen(ana: Client, book: Book) -> None:
    person(book, "Nan", gate=Gate.not_safe)
    person(book, "Una", gate=Gate.unsure)
    person(book, "Sam", safe_for=())
    person(book, "Zed")
    seen = text_of(ana, f"{PLAN}?step={LIFT}")

    assert [seen.index(name) for name in ("Zed", "Sam", "Una", "Nan", "No one yet")] == sorted(
        seen.index(name) for name in ("Zed", "Sam", "Una", "Nan", "No one yet")
    )
    assert seen.count("Wariness here is good judgement") == 2
    assert "You judged them safe for this: everyday things." in seen


def test_someone_not_safe_may_be_chosen(ana: Client, book: Book) -> None:
    nan = person(book, "Nan", gate=Gate.not_safe)
    ana.post(PLAN, sent(step_id=LIFT, person_id=nan.id))

    assert [one.person_id for one in book.all(ReachOut)] == [nan.id]


def test_no_one_yet_is_an_answer(ana: Client, book: Book) -> None:
    ana.post(PLAN, sent(step_id=LIFT, person_id="nobody"))

    assert [one.person_id for one in book.all(ReachOut)] == [None]


def test_someone_who_is_not_in_the_circle_is_refused(ana: Client, book: Book) -> None:
    assert ana.post(PLAN, sent(step_id=LIFT, person_id=new_id())).status_code == 422
    assert book.all(ReachOut) == []


def test_letting_go_asks_for_nobody_and_no_channel(ana: Client, book: Book) -> None:
    person(book)
    seen = text_of(ana, f"{PLAN}?step=let-go-practical-toast")

    assert "Dev" not in seen
    assert 'name="channel"' not in seen
    assert "Will it be all right?" in seen
    assert "Will they come through?" not in seen


def test_letting_go_that_hands_something_over_asks_with_whom(ana: Client, book: Book) -> None:
    person(book)

    assert "Dev" in text_of(ana, f"{PLAN}?step=let-go-caring-whole-night")


def test_accepting_asks_whether_it_will_be_all_right(ana: Client) -> None:
    assert "Will it be all right?" in text_of(ana, f"{PLAN}?step=accept-practical-old-offer")
    assert "Will they come through?" in text_of(ana, f"{PLAN}?step={LIFT}")


def test_nothing_of_the_record_is_shown_before_the_guess(ana: Client, book: Book) -> None:
    dev = person(book)
    told = {"outcome_at": book._now, "asked_at": book._now, "person_id": dev.id, "feared": "He will laugh"}
    for outcome in (Outcome.came_through, Outcome.kind_no, Outcome.no_answer):
        planned(book, outcome=outcome, feared_came=Feared.did_not, learned="He laughed with me", **told)
    seen = text_of(ana, f"{PLAN}?step={LIFT}&person={dev.id}").lower()

    for word in ("came through", "kindly said no", "no answer", "did not happen", "laugh"):
        assert word not in seen


def test_someone_set_aside_is_so_without_saying_what_happened(ana: Client, book: Book) -> None:
    dev = person(book)
    planned(book, person_id=dev.id, outcome=Outcome.hurtful, outcome_at=book._now)
    seen = text_of(ana, f"{PLAN}?step={LIFT}")

    assert "They are set aside for now. Wariness here is good judgement." in seen
    assert "it hurt" not in seen.lower()


def test_nothing_is_selected_in_advance_but_whom_the_address_names(ana: Client, book: Book) -> None:
    dev = person(book)

    assert "checked" not in text_of(ana, f"{PLAN}?step={LIFT}")
    assert text_of(ana, f"{PLAN}?step={LIFT}&person={dev.id}").count("checked") == 1


def test_a_voice_is_hinted_at_unless_text_is_fine(ana: Client, book: Book) -> None:
    assert "a voice carries more" in text_of(ana, f"{PLAN}?step={LIFT}")

    book.add(Preferences(id=new_id(), text_is_fine=True))
    assert "a voice carries more" not in text_of(ana, f"{PLAN}?step={LIFT}")


def test_a_body_that_is_shut_down_is_offered_grounding_and_the_plan_stays_open(
    ana: Client, book: Book
) -> None:
    book.add(BodyCheck(id=new_id(), at=book._now, body=Body.shut_down))
    seen = text_of(ana, f"{PLAN}?step={LIFT}")

    assert "Steady first" in seen
    assert 'name="forecast"' in seen


def test_an_offer_that_was_waved_off_is_taken_up(ana: Client, book: Book) -> None:
    maya = person(book, "Maya")
    caught = moment(book, domain=Domain.health, person_id=maya.id, whisper="You’ll owe them")
    seen = text_of(ana, f"{PLAN}?moment={caught.id}")
    assert "You’ll owe them" in seen
    assert seen.count("checked") == 1

    ana.post(PLAN, sent(moment_id=caught.id, person_id=maya.id))
    [kept] = book.all(ReachOut)
    assert (kept.kind, kept.domain, kept.moment_id) == (Kind.accept, Domain.health, caught.id)
    assert (kept.text, kept.step_id) == ("Maya offered a lift", None)


def test_an_offer_from_no_part_of_life_asks_for_one(ana: Client, book: Book) -> None:
    caught = moment(book)

    assert ana.post(PLAN, sent(moment_id=caught.id)).status_code == 422
    ana.post(PLAN, sent(moment_id=caught.id, domain="caring"))
    assert [one.domain for one in book.all(ReachOut)] == [Domain.caring]


def test_another_moment_goes_to_the_ladder_and_along_with_the_step(ana: Client, book: Book) -> None:
    rule = book.add(Lesson(id=new_id(), at=book._now, old_rule="be no trouble"))
    alone = moment(book, Did.alone, lesson_id=rule.id)
    assert ana.get(f"{PLAN}?moment={alone.id}").headers["Location"] == f"/practise/?moment={alone.id}"

    ana.post(PLAN, sent(step_id=LIFT, moment_id=alone.id))
    [kept] = book.all(ReachOut)
    assert (kept.kind, kept.step_id, kept.moment_id) == (Kind.ask, LIFT, alone.id)
    assert kept.lesson_id == rule.id


def test_a_lesson_goes_along(ana: Client, book: Book) -> None:
    rule = book.add(Lesson(id=new_id(), at=book._now, old_rule="be no trouble"))
    assert "be no trouble" in text_of(ana, f"{PLAN}?step={LIFT}&lesson={rule.id}")

    ana.post(PLAN, sent(step_id=LIFT, lesson_id=rule.id))
    assert [one.lesson_id for one in book.all(ReachOut)] == [rule.id]


def test_a_step_of_the_ladder_is_found_by_its_address_too(ana: Client, book: Book) -> None:
    ana.post(PLAN, sent(step_id=at(LIFT)))

    assert [one.step_id for one in book.all(ReachOut)] == [LIFT]


def test_unfinished_words_are_found_again_and_not_on_the_plan_of_another_step(
    ana: Client, book: Book
) -> None:
    fields = {"step_id": (LIFT,), "text": ("Ask Dev on Thursday",), "forecast": ("0.3",)}
    book.add(Draft(id=new_id(), at=book._now, path=f"{PLAN}?step={LIFT}", fields=fields))

    assert "Ask Dev on Thursday" in text_of(ana, f"{PLAN}?step={LIFT}")
    assert "Ask Dev on Thursday" not in text_of(ana, f"{PLAN}?step=ask-practical-hour")


def test_the_other_way_and_the_day_come_before_the_words(ana: Client, book: Book) -> None:
    kept = planned(book)
    seen = text_of(ana, page("prepare", kept.id))
    assert "What if not?" in seen
    assert 'name="words"' not in seen

    day = timezone.localdate() + timedelta(days=5)
    form = sent(
        kept.revision,
        what_if_not="I take the bus",
        silence_on=day.isoformat(),
        plan="If it is noon, I ring Dev",
    )
    answer = ana.post(page("prepare", kept.id), form)

    assert answer.headers["Location"].partition("?")[0] == page("words", kept.id)
    after = book.get(ReachOut, kept.id)
    assert (after.what_if_not, after.plan) == ("I take the bus", "If it is noon, I ring Dev")
    assert after.silence_on is not None
    begins = timezone.localtime(after.silence_on)
    assert (begins.date(), begins.hour, begins.minute) == (day, 0, 0)
    assert f'value="{day.isoformat()}"' in text_of(ana, page("prepare", kept.id))


@pytest.mark.parametrize("day", ["2001-01-01", "tomorrow", "0000-00-00"])
def test_a_day_that_cannot_be_waited_for_is_refused_and_nothing_typed_is_lost(
    ana: Client, book: Book, day: str
) -> None:
    kept = planned(book)
    answer = ana.post(page("prepare", kept.id), sent(kept.revision, what_if_not="the bus", silence_on=day))

    assert answer.status_code == 422
    assert "the bus" in answer.content.decode()
    assert "What you typed is all still here." in answer.content.decode()
    assert book.get(ReachOut, kept.id) == kept


def test_a_day_that_has_passed_since_may_stay(ana: Client, book: Book) -> None:
    begins = timezone.localtime(book._now).replace(hour=0, minute=0, second=0, microsecond=0)
    passed = begins - timedelta(days=3)
    kept = planned(book, silence_on=passed)
    form = sent(kept.revision, what_if_not="the bus", silence_on=passed.date().isoformat())

    assert ana.post(page("prepare", kept.id), form).status_code == 302


def test_letting_go_alone_has_no_silence_and_no_words(ana: Client, book: Book) -> None:
    kept = planned(book, kind=Kind.let_go, step_id="let-go-practical-toast")
    assert "silence_on" not in text_of(ana, page("prepare", kept.id))

    answer = ana.post(page("prepare", kept.id), sent(kept.revision))
    assert answer.headers["Location"] == page("reach_out", kept.id)


def test_what_if_not_is_asked_as_the_kind_of_step_needs_it(ana: Client, book: Book) -> None:
    asking = text_of(ana, page("prepare", planned(book).id))
    assert "what can take a no" in asking
    letting_go = text_of(ana, page("prepare", planned(book, kind=Kind.let_go, step_id=None).id))
    assert "Most things can be put right later." in letting_go
    assert "so that a no costs you nothing" not in letting_go
    accepting = text_of(ana, page("prepare", planned(book, kind=Kind.accept, step_id=None).id))
    assert "two weeks after you say yes" in accepting
    assert "what can take a no" not in accepting


def test_words_are_there_to_start_from_with_an_easy_no(ana: Client, book: Book) -> None:
    dev = person(book)
    kept = planned(book, person_id=dev.id, channel=Channel.text, silence_on=book._now + timedelta(days=4))
    seen = text_of(ana, page("words", kept.id))

    assert "Hi Dev. Are you driving past [place]" in seen
    assert "It&#x27;s fine to say no" in seen
    assert "If I hear nothing by" in seen


def test_ones_own_words_are_kept_and_not_drafted_over(ana: Client, book: Book) -> None:
    kept = planned(book)
    ana.post(page("words", kept.id), sent(kept.revision, words="A lift on Thursday? No is fine."))

    assert book.get(ReachOut, kept.id).words == "A lift on Thursday? No is fine."
    assert "[place]" not in text_of(ana, page("words", kept.id))


def test_guesses_change_until_the_answer_and_then_stand(ana: Client, book: Book) -> None:
    kept = planned(book, forecast=0.3, asked_at=book._now)
    ana.post(page("guess", kept.id), sent(kept.revision, text=kept.text, forecast="0.5"))
    after = book.get(ReachOut, kept.id)
    assert after.forecast == 0.5
    assert after.step_id == LIFT

    done = book.revise(structs.replace(after, outcome=Outcome.came_through, outcome_at=book._now))
    answer = ana.post(page("guess", kept.id), sent(done.revision, text=kept.text, forecast="1.0"))
    assert answer.headers["Location"] == page("reach_out", kept.id) + "?said=meanwhile"
    assert book.get(ReachOut, kept.id).forecast == 0.5
    assert ana.get(page("prepare", kept.id)).status_code == 302


def test_someone_removed_since_stays_on_the_plan(ana: Client, book: Book) -> None:
    dev = person(book)
    kept = planned(book, person_id=dev.id)
    book.remove(dev)
    assert "someone you removed" in text_of(ana, page("guess", kept.id))

    ana.post(page("guess", kept.id), sent(kept.revision, text=kept.text, person_id=dev.id))
    assert book.get(ReachOut, kept.id).person_id == dev.id


def test_a_step_removed_since_leaves_the_plan_whole(ana: Client, book: Book) -> None:
    ana.post(reverse("practise:new_step"), sent(text="Ask Dev to hold it", kind="ask", domain="work"))
    [own] = book.all(Step)
    ana.post(PLAN, sent(step_id=own.id))
    [kept] = book.all(ReachOut)
    book.remove(own)

    for name in ("reach_out", "guess", "prepare", "words", "outcome"):
        assert ana.get(page(name, kept.id)).status_code == 200
    assert "Ask Dev to hold it" in text_of(ana, page("reach_out", kept.id))


def test_two_tabs_on_one_plan_are_both_shown(ana: Client, book: Book) -> None:
    kept = planned(book)
    ana.post(page("guess", kept.id), sent(kept.revision, text=kept.text, forecast="0.2", suds="30.0"))
    answer = ana.post(page("guess", kept.id), sent(kept.revision, text=kept.text, forecast="0.9"))

    assert answer.status_code == 409
    assert book.get(ReachOut, kept.id).forecast == 0.2


@pytest.mark.parametrize("hostile", ["<b>x</b>", "\u202e\u2066x", "😀" * 20, "x" * 501])
def test_hostile_text_is_shown_as_text(ana: Client, book: Book, hostile: str) -> None:
    answer = ana.post(PLAN, sent(step_id=LIFT, text=hostile, feared=hostile), follow=True)

    assert "<b>x</b>" not in answer.content.decode()
    assert len(book.all(ReachOut)) == (len(hostile) <= 500)


def test_where_the_part_of_life_is_not_known_safe_is_said_without_it(ana: Client, book: Book) -> None:
    person(book)

    assert "You judged them safe for some things." in text_of(ana, f"{PLAN}?moment={moment(book).id}")


def test_a_name_of_another_direction_does_not_turn_the_sentence_beside_it(ana: Client, book: Book) -> None:
    person(book, "שלום")
    seen = text_of(ana, f"{PLAN}?step={LIFT}")
    assert '<bdi dir="auto">שלום</bdi><small>You judged them safe for this' in seen
