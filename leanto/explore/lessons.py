"""Lessons: the old rules, the whispers that say them, and the reach-outs that put them to the test."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct, structs

from leanto.records import Lesson, Moment, ReachOut

OFFERED = 30
"""How many whispers are laid out to choose from: about as many as can be read in one sitting."""


class Thread(Struct, frozen=True):
    """A lesson and what hangs on it: whispers that say it, reach-outs that test it, the latest first."""

    lesson: Lesson
    whispers: tuple[Moment, ...] = ()
    tests: tuple[ReachOut, ...] = ()


def threads(
    lessons: Iterable[Lesson], moments: Iterable[Moment], reach_outs: Iterable[ReachOut]
) -> tuple[Thread, ...]:
    """Every lesson with what hangs on it, the last written first. Each record is looked at once."""
    whispers, tests = _whispers_by_lesson(moments), _tests_by_lesson(reach_outs)
    newest = sorted(lessons, key=lambda lesson: (lesson.at, lesson.id), reverse=True)
    return tuple(Thread(one, tuple(whispers.get(one.id, ())), tuple(tests.get(one.id, ()))) for one in newest)


def thread(lesson: Lesson, moments: Iterable[Moment], reach_outs: Iterable[ReachOut]) -> Thread:
    """One lesson with what hangs on it."""
    return threads([lesson], moments, reach_outs)[0]


def _whispers_by_lesson(moments: Iterable[Moment]) -> Mapping[str, Sequence[Moment]]:
    found: dict[str, list[Moment]] = {}
    for moment in _latest_first(moments):
        if moment.lesson_id is not None:
            found.setdefault(moment.lesson_id, []).append(moment)
    return found


def _tests_by_lesson(reach_outs: Iterable[ReachOut]) -> Mapping[str, Sequence[ReachOut]]:
    found: dict[str, list[ReachOut]] = {}
    for one in sorted(reach_outs, key=_last_touched, reverse=True):
        if one.lesson_id is not None:
            found.setdefault(one.lesson_id, []).append(one)
    return found


def offered(moments: Iterable[Moment], lesson_id: str, most: int = OFFERED) -> tuple[Moment, ...]:
    """Whispers to choose from: those that are this lesson's, then the latest that are nobody's yet."""
    whispered = [moment for moment in _latest_first(moments) if moment.whisper.strip()]
    own = [moment for moment in whispered if moment.lesson_id == lesson_id]
    free = [moment for moment in whispered if moment.lesson_id is None]
    return tuple(own + free[: max(0, most - len(own))])


def relinked(shown: Iterable[Moment], lesson_id: str, chosen: Collection[str]) -> tuple[Moment, ...]:
    """The moments that change when, of those shown, the chosen ones are this lesson's and the rest are not.

    What was not shown is left alone, and so is what by now belongs to another lesson.
    """
    changed = []
    for moment in shown:
        if moment.id in chosen and moment.lesson_id is None:
            changed.append(structs.replace(moment, lesson_id=lesson_id))
        elif moment.id not in chosen and moment.lesson_id == lesson_id:
            changed.append(structs.replace(moment, lesson_id=None))
    return tuple(changed)


def _latest_first(moments: Iterable[Moment]) -> list[Moment]:
    return sorted(moments, key=lambda moment: (moment.at, moment.id), reverse=True)


def _last_touched(one: ReachOut) -> tuple[datetime, str]:
    return (one.outcome_at or one.asked_at or one.at, one.id)
