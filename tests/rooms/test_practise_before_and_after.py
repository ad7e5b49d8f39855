"""After the guess the record may be looked at; habits are left out and followed; guilt is asked about again."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from leanto.records import Channel, Draft, Feared, Gate, Habit, Kind, Outcome, Preferences, ReachOut, Tone
from leanto.vault.book import Book
from tests.rooms.practise_life import LIFT, page, person, planned, sent, text_of

TONES = {"warm": "changes nothing between us", "brief": "No is fine."}


def looked_at(ana: Client, plan: ReachOut) -> str:
    """Looking is a touch of its own."""
    assert ana.post(page("record", plan.id)).status_code == 302
    return text_of(ana, page("record", plan.id))


def came(book: Book, who: str, now: datetime, **more: object) -> ReachOut:
    at = now - timedelta(days=9)
    fields: dict[str, object] = {"outcome": Outcome.came_through, "outcome_at": at, "forecast": 0.2, **more}
    return planned(book, person_id=who, **fields)


def test_the_record_is_there_after_the_guess_and_not_before(ana: Client, book: Book, now: datetime) -> None:
    dev = person(book)
    came(book, dev.id, now, text="The drill", surprised="He brought the bits too")
    bare, guessed = planned(book, person_id=dev.id), planned(book, person_id=dev.id, forecast=0.3)
    for before in (text_of(ana, page("reach_out", bare.id)), text_of(ana, page("guess", bare.id))):
        assert "own record" not in before
        assert "The drill" not in before
        assert "He brought" not in before
    assert ana.get(page("record", bare.id)).status_code == 404
    after = text_of(ana, page("reach_out", guessed.id))
    assert f'action="{page("record", guessed.id)}"' in after
    for before in (after, text_of(ana, page("record", guessed.id)), text_of(ana, page("guess", guessed.id))):
        assert "The drill" not in before
        assert "He brought" not in before
    said = looked_at(ana, guessed)
    assert "1 of 1 came through before." in said
    assert "He brought the bits too" in said
    assert "He brought the bits too" in text_of(ana, page("reach_out", guessed.id))
    assert "in 10, likely between" in said


def test_once_the_record_was_looked_at_the_guesses_stand(ana: Client, book: Book, now: datetime) -> None:
    dev, else_one = person(book), person(book)
    came(book, dev.id, now)
    plan = planned(book, person_id=dev.id, forecast=0.3, feared="A sigh", feared_chance=0.6)
    first = text_of(ana, page("record", plan.id))
    assert "in 10, likely" not in first
    assert "your guesses stay as they are" in first
    assert 'name="forecast"' in text_of(ana, page("guess", plan.id))
    looked_at(ana, plan)
    assert 'name="forecast"' not in text_of(ana, page("guess", plan.id))
    changed = {
        "text": "Ask Dev on Friday",
        "forecast": "0.9",
        "feared_chance": "0.0",
        "person_id": else_one.id,
    }
    kept = book.get(ReachOut, plan.id)
    ana.post(page("guess", plan.id), sent(kept.revision, id=plan.id, domain="practical", **changed))
    after = book.get(ReachOut, plan.id)
    assert (after.text, after.forecast, after.feared_chance) == ("Ask Dev on Friday", 0.3, 0.6)
    assert after.person_id == dev.id


def test_the_last_surprise_is_seen_only_once_the_guess_stands(ana: Client, book: Book, now: datetime) -> None:
    """A form for the guess that was open in another tab changes it no more, and then it is seen before going."""
    dev = person(book)
    came(book, dev.id, now, surprised="He brought the bits too")
    plan = planned(book, person_id=dev.id, forecast=0.3)
    form = sent(plan.revision, id=plan.id, text="Ask Dev", person_id=dev.id, forecast="0.9")
    assert "He brought" not in text_of(ana, page("reach_out", plan.id))
    looked_at(ana, plan)
    assert "He brought" in text_of(ana, page("reach_out", plan.id))
    ana.post(page("guess", plan.id), {**form, "domain": "practical"})
    assert book.get(ReachOut, plan.id).forecast == 0.3
    ana.post(page("asked", plan.id))
    for url in (page("reach_out", plan.id), page("record", plan.id)):
        assert "He brought" not in text_of(ana, url)


def test_looking_is_offered_whatever_there_is_to_see(ana: Client, book: Book, now: datetime) -> None:
    """Whether the offer stands there says nothing of how it went before."""
    dev = person(book)
    plan = planned(book, person_id=dev.id, forecast=0.3)
    offer = text_of(ana, page("reach_out", plan.id)).split("Before you go")[1].split("</form>")[0]
    assert "Look at it" in offer
    came(book, dev.id, now, surprised="He brought the bits too")
    seen = text_of(ana, page("reach_out", plan.id)).split("Before you go")[1].split("</form>")[0]
    assert seen == offer
    bare = planned(book, person_id=dev.id)
    assert "Before you go" not in text_of(ana, page("reach_out", bare.id))


def test_a_first_page_brought_back_does_not_change_what_stands(
    ana: Client, book: Book, now: datetime
) -> None:
    dev = person(book)
    answers = sent(step_id=LIFT, text="Ask", person_id=dev.id, forecast="0.3")
    ana.post(reverse("practise:plan"), answers)
    [plan] = book.all(ReachOut)
    looked_at(ana, plan)
    for revision in (0, book.get(ReachOut, plan.id).revision):
        ana.post(reverse("practise:plan"), {**answers, "revision": revision, "forecast": "0.9"})
        assert book.get(ReachOut, plan.id).forecast == 0.3


def test_what_half_came_is_counted_apart_and_what_was_received_has_its_own_words(
    ana: Client, book: Book, now: datetime
) -> None:
    dev = person(book)
    came(book, dev.id, now, outcome=Outcome.partly)
    said = looked_at(ana, planned(book, person_id=dev.id, forecast=0.3))
    assert "0 of 1 came through before, and 1 partly." in said
    came(book, dev.id, now, kind=Kind.accept)
    said = looked_at(ana, planned(book, person_id=dev.id, forecast=0.3, kind=Kind.accept))
    assert "1 of 1 was all right before." in said


def test_a_link_to_the_record_from_before_the_answer_leads_to_what_happened(
    ana: Client, book: Book, now: datetime
) -> None:
    told = came(book, person(book).id, now)
    here = f"{page('reach_out', told.id)}?said=meanwhile"
    assert ana.get(page("record", told.id))["Location"] == here
    assert ana.post(page("record", told.id))["Location"] == here
    assert book.get(ReachOut, told.id).looked_at is None


def test_of_someone_not_safe_no_figure_is_given(ana: Client, book: Book, now: datetime) -> None:
    out = person(book, gate=Gate.unsure)
    said = looked_at(ana, planned(book, person_id=out.id, forecast=0.3))
    assert "no figure would be honest" in said
    assert "in 10, likely" not in said


def test_habits_are_named_and_followed(ana: Client, book: Book, now: datetime) -> None:
    kept = planned(book, person_id=person(book).id)
    ana.post(
        page("prepare", kept.id), sent(kept.revision, id=kept.id, leave_out=["explaining", "apologising"])
    )
    kept = book.get(ReachOut, kept.id)
    assert kept.leave_out == (Habit.explaining, Habit.apologising)
    assert "saying sorry more than once" in text_of(ana, page("reach_out", kept.id))
    assert "Did you leave them out" in text_of(ana, page("outcome", kept.id))
    told = {"outcome": "came_through", "left_out": "True", "moved": "False", "guilt": "True"}
    ana.post(page("outcome", kept.id), sent(kept.revision, id=kept.id, **told))
    kept = book.get(ReachOut, kept.id)
    assert (kept.left_out, kept.moved, kept.guilt) == (True, False, True)
    shown = text_of(ana, page("reach_out", kept.id))
    assert "You left them out." in shown
    assert "It didn’t move you." in shown
    assert "Words to thank with" in shown
    assert "is it still there?" not in shown


def test_without_a_habit_chosen_none_is_followed(ana: Client, book: Book) -> None:
    assert "Did you leave it out" not in text_of(ana, page("outcome", planned(book).id))


def test_guilt_is_asked_about_some_hours_later(ana: Client, book: Book, now: datetime) -> None:
    kept = came(book, person(book).id, now, guilt=True)
    assert "is it still there?" in text_of(ana, page("reach_out", kept.id))
    ana.post(page("guilt", kept.id), {"still": "no"})
    assert book.get(ReachOut, kept.id).guilt_later is False
    assert "Later it had gone." in text_of(ana, page("reach_out", kept.id))
    ana.post(page("guilt", kept.id), {"still": "nonsense"})
    assert book.get(ReachOut, kept.id).guilt_later is False


def test_guilt_is_followed_where_the_person_looks_and_for_a_week(
    ana: Client, book: Book, now: datetime
) -> None:
    told_at = now - timedelta(hours=5)
    kept = came(book, person(book).id, now, guilt=True, outcome_at=told_at, text="The drill")
    came(book, person(book).id, now, guilt=True, text="Long ago")
    waiting = text_of(ana, reverse("practise:waiting"))
    assert "The guilt: is it still there?" in waiting
    assert page("reach_out", kept.id) in waiting
    assert "Long ago" not in waiting
    assert "Is it still there?" in text_of(ana, "/")
    ana.post(page("guilt", kept.id), {"still": "yes"})
    assert "still there?" not in text_of(ana, reverse("practise:waiting"))
    assert "Is it still there?" not in text_of(ana, "/")


def test_guilt_that_comes_later_is_named_before_and_can_be_said_then(
    ana: Client, book: Book, now: datetime
) -> None:
    kept = came(book, person(book).id, now, outcome_at=now)
    assert "guilt can come" in text_of(ana, page("reach_out", kept.id))
    ana.post(page("guilt", kept.id), {"still": "came"})
    assert book.get(ReachOut, kept.id).guilt is True
    assert "You felt guilty." in text_of(ana, page("reach_out", kept.id))
    assert "guilt can come" not in text_of(ana, page("reach_out", kept.id))
    refused = came(book, person(book).id, now, outcome_at=now, outcome=Outcome.no_answer)
    assert "guilt can come" not in text_of(ana, page("reach_out", refused.id))
    ana.post(page("guilt", refused.id), {"still": "came"})
    assert book.get(ReachOut, refused.id).guilt is None


@pytest.mark.parametrize(("tone", "words"), TONES.items())
def test_a_new_draft_in_another_tone_takes_nothing_away(
    ana: Client, book: Book, tone: str, words: str
) -> None:
    kept = planned(book, channel=Channel.text, words="My own words")
    said = text_of(ana, page("words", kept.id) + f"?tone={tone}")
    assert words in said
    assert "My own words" in said
    assert book.get(ReachOut, kept.id).words == "My own words"
    assert "My own words" in text_of(ana, page("words", kept.id) + "?tone=shouting")


def test_the_next_draft_begins_in_the_tone_the_last_was_kept_in(ana: Client, book: Book) -> None:
    first, second = (planned(book, channel=Channel.text) for _ in range(2))
    for tone, other in (("warm", "brief"), ("brief", "warm")):
        url = page("words", first.id) + f"?tone={tone}"
        kept = book.get(ReachOut, first.id)
        ana.post(url, {"id": kept.id, "revision": kept.revision, "words": f"In a {tone} way"})
        ana.get(page("words", second.id) + f"?tone={other}")  # looked at, and not chosen
        said = text_of(ana, page("words", second.id))
        assert TONES[tone] in said
        assert re.findall(r'href="\?tone=(\w+)" aria-current', said) == [tone]
    assert [one.tone for one in book.all(Preferences)] == [Tone.brief]
    ana.post(page("words", second.id) + "?tone=plain", {"id": second.id, "revision": 1, "words": "So"})
    assert TONES["brief"] not in text_of(ana, page("words", planned(book, channel=Channel.text).id))


def test_only_an_ask_has_a_tone(ana: Client, book: Book) -> None:
    book.add(Preferences(id="e" * 32, tone=Tone.warm))
    shared = planned(book, person_id=person(book).id, kind=Kind.share, step_id=None, channel=Channel.text)
    said = text_of(ana, page("words", shared.id))
    assert "Hi Dev" in said
    assert "kind to you" not in said
    assert "Draft it anew" not in said
    sent = {"id": shared.id, "revision": 1, "words": "How it is"}
    assert ana.post(page("words", shared.id) + "?tone=brief", sent).status_code == 302
    assert [one.tone for one in book.all(Preferences)] == [Tone.warm]


def test_unfinished_words_in_another_tone_are_found_again(ana: Client, book: Book) -> None:
    kept = planned(book, channel=Channel.text)
    url = page("words", kept.id) + "?tone=warm"
    fields = {"id": (kept.id,), "revision": ("1",), "fields": ("words",), "words": ("Half a sentence",)}
    book.add(Draft(id="d" * 32, at=book._now, path=url, fields=fields))
    assert "Half a sentence" in text_of(ana, url)


def test_a_voice_is_named_unless_text_is_access(ana: Client, book: Book) -> None:
    kept = planned(book, channel=Channel.text, suds=60.0)
    assert "a voice, or being there" in text_of(ana, page("words", kept.id))
    book.add(Preferences(id="e" * 32, text_is_fine=True))
    assert "a voice, or being there" not in text_of(ana, page("words", kept.id))


def test_the_record_says_which_part_is_its_own_and_which_is_general(
    ana: Client, book: Book, now: datetime
) -> None:
    dev, mia = person(book), person(book, "Mia")
    alone = looked_at(ana, planned(book, person_id=dev.id, forecast=0.3, channel=Channel.in_person))
    assert "So far the general figure speaks alone." in alone
    assert "About 8 in 10 for something small." in alone
    came(book, mia.id, now)
    of_others = looked_at(ana, planned(book, person_id=dev.id, forecast=0.3))
    assert 'Nothing with <bdi dir="auto">Dev</bdi> yet; 1 other time you told of.' in of_others
    came(book, dev.id, now)
    came(book, dev.id, now)
    both = looked_at(ana, planned(book, person_id=dev.id, forecast=0.3))
    assert '2 times with <bdi dir="auto">Dev</bdi>; 1 other time you told of.' in both
    letting_go = planned(book, kind=Kind.let_go, forecast=0.3)
    assert "<dd>3 times you told of.</dd>" in looked_at(ana, letting_go)


def test_the_record_is_words_and_not_what_the_program_holds(ana: Client, book: Book, now: datetime) -> None:
    dev = person(book)
    came(book, dev.id, now)
    shown = looked_at(ana, planned(book, person_id=dev.id, forecast=0.3))
    assert 'role="status"' not in shown
    assert "counted=" not in shown


def test_what_was_feared_is_counted_apart(ana: Client, book: Book, now: datetime) -> None:
    dev = person(book)
    for said in (Feared.did_not, Feared.did_not, Feared.partly, Feared.too_soon):
        came(book, dev.id, now, feared="A sigh", feared_chance=0.5, feared_came=said, feared_at=now)
    plan = planned(book, person_id=dev.id, forecast=0.3, feared="He keeps count", feared_chance=0.6)
    shown = looked_at(ana, plan)
    assert "He keeps count" in shown
    assert (
        "What you feared before happened 0 of 3 times, and a little 1 of 3. That it happens: about " in shown
    )
    bare = looked_at(ana, planned(book, person_id=dev.id, forecast=0.3))
    assert "That it happens" not in bare


def test_several_that_were_all_right_are_said_in_the_plural(ana: Client, book: Book, now: datetime) -> None:
    dev = person(book)
    for _ in range(2):
        came(book, dev.id, now, kind=Kind.accept)
    shown = looked_at(ana, planned(book, person_id=dev.id, forecast=0.3, kind=Kind.accept))
    assert "2 of 2 were all right before." in shown


def test_where_nothing_is_reckoned_no_figure_is_spoken_of(ana: Client, book: Book) -> None:
    out = person(book, gate=Gate.not_safe)
    assert "It is a figure" not in looked_at(ana, planned(book, person_id=out.id, forecast=0.3))
