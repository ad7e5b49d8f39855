"""What Leanto wrote itself is not read as if the person had said it; what stands beside it is."""

from datetime import UTC, datetime
from itertools import product

import pytest
from django.test import Client

from leanto.care.words import Heard, heard
from leanto.practise.ladder import ladder
from leanto.practise.words import draft
from leanto.records import Channel, Gate, Person, ReachOut, Relation, Tone
from leanto.vault.book import Book
from leanto.web.ours import theirs
from tests.rooms.practise_life import page, person, planned, sent, text_of

MAYA = Person(
    id="maya",
    name="Maya O’Hara",
    relation=Relation.friend,
    gate=Gate.safe,
    gate_at=datetime(2026, 1, 1, tzinfo=UTC),
    safe_for=(),
    channels=(),
)
SAID = "I want to kill myself tonight."


@pytest.mark.parametrize("tone", Tone)
def test_no_draft_and_no_step_of_ours_is_heard(tone: Tone) -> None:
    for step, channel, by in product(ladder([]), [*Channel, None], ["", "Saturday 5 December"]):
        for text in (step.text, draft(step.kind, channel, step=step, whom=MAYA, by=by, tone=tone)):
            assert heard(theirs(text)) is Heard.nothing, text


@pytest.mark.parametrize("beside", ["{ours} {said}", "{said} {ours}", "{ours}\r\n\r\n{said}"])
def test_what_is_written_beside_our_words_is_heard(beside: str) -> None:
    for step in ladder([]):
        ours = draft(step.kind, Channel.text, step=step, whom=MAYA)
        assert heard(theirs(beside.format(ours=ours, said=SAID))) is Heard.plainly


@pytest.mark.parametrize(
    "words",
    [
        "Hi I want to kill myself.",
        "Hi, I want to kill myself, I hope this week is being kind to you.",
        "If I hear nothing by tonight I want to kill myself, I'll take it as a no, and that's fine.",
    ],
)
def test_what_is_put_in_the_place_of_a_name_or_a_day_is_heard(words: str) -> None:
    assert heard(theirs(words)) is Heard.plainly


def test_a_draft_kept_as_it_is_brings_no_line_about_being_dead(ana: Client, book: Book) -> None:
    kept = planned(book, person_id=person(book).id, channel=Channel.text)
    words = "Hi Dev. Could you take the other end of [thing] with me, [day]? It's two minutes."
    answer = ana.post(page("words", kept.id), sent(kept.revision, id=kept.id, words=words))
    assert answer["Location"].endswith("?said=planned")
    kept = book.get(ReachOut, kept.id)
    answer = ana.post(page("words", kept.id), sent(kept.revision, id=kept.id, words=f"{words} {SAID}"))
    assert answer["Location"].startswith("/help/said/")
    assert SAID in text_of(ana, page("words", kept.id))
