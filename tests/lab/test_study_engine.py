"""The batched engine takes the steps that ``suggest`` takes from the same record."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from leanto.belief import prior, worth
from leanto.belief.normal import Floats
from leanto.lab import life as living
from leanto.lab import people as made
from leanto.lab.engine import RELATIONS, Engine
from leanto.lab.life import Life
from leanto.lab.offering import NOBODY, NONE, Choices, Scene
from leanto.lab.policies import best, mixed
from leanto.lab.week import live
from leanto.lab.worlds import WORLDS
from leanto.practise.suggest import suggest
from leanto.records import (
    Body,
    Channel,
    Domain,
    Feared,
    Gate,
    Kind,
    Outcome,
    Pause,
    Person,
    ReachOut,
    RestCode,
    Step,
)

BEGAN = datetime(2025, 1, 6, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
CAME = {1.0: Outcome.came_through, 0.5: Outcome.partly, 0.0: Outcome.kind_no}
HAPPENED = {1.0: Feared.happened, 0.5: Feared.partly, 0.0: Feared.did_not}
DOMAINS, KINDS, CHANNELS = list(Domain), list(Kind), list(Channel)
WEEKS = 30


def ladder(people: made.People, raised: Floats) -> list[Step]:
    return [
        Step(
            id=f"s{n:02}",
            text="A step",
            kind=KINDS[made.KINDS[n]],
            domain=DOMAINS[made.DOMAINS[n]],
            rung=50,
            suds=float(people.sizes[0, n]),
            needs_person=bool(made.NEEDS[n]),
            load_id="load" if raised[0, n, NOBODY] else None,
        )
        for n in range(made.STEPS)
    ]


def circle(people: made.People, scene: Scene, now: datetime) -> list[Person]:
    near = {tuple(made.rows_of(np.full(made.HELPERS, near))[0, 0]): near for near in prior.Near}
    return [
        Person(
            id=f"p{n}",
            name="Someone",
            relation=RELATIONS[near[tuple(people.rows[0, 0, n])]],
            gate=Gate.safe if scene.safe[0, n] else Gate.unsure,
            gate_at=now - timedelta(hours=1),
            safe_for=tuple(DOMAINS[d] for d in np.flatnonzero(people.safe_for[0, n])),
            channels=tuple(CHANNELS[c] for c in np.flatnonzero(people.ways[0, n])),
        )
        for n in range(made.HELPERS)
    ]


def history(life: Life, week: int) -> list[ReachOut]:
    log, told = life.log, []
    for n in np.flatnonzero(log.planned[0, :week]).tolist():
        at, done = BEGAN + n * WEEK, bool(log.done[0, n])
        step, helper, channel = (int(part[0, n]) for part in (log.step, log.helper, log.channel))
        one = ReachOut(
            id=f"r{n:02}",
            at=at,
            kind=KINDS[made.KINDS[step]],
            domain=DOMAINS[made.DOMAINS[step]],
            suds=float(life.people.sizes[0, step]),
            forecast=float(log.forecast[0, n]),
            step_id=f"s{step:02}",
            person_id=None if helper == NOBODY else f"p{helper}",
            channel=None if channel == made.UNSAID else CHANNELS[channel],
            feared="They will mind",
            feared_chance=float(log.feared_chance[0, n]),
            body=Body.keyed_up if log.unsettled[0, n] else Body.settled,
            asked_at=at if done else None,
            outcome=CAME[float(log.came[0, n])] if done else None,
            outcome_at=at if done else None,
            feared_came=HAPPENED[float(log.happened[0, n])] if done else None,
            feared_at=at if done else None,
            overwhelmed=bool(log.overwhelmed[0, n]) if done else None,
            cancelled_at=None if done else at,
        )
        told.append(one)
    return told


def named(choices: Choices) -> tuple[str, str | None, Channel | None]:
    step, helper, channel = (int(part[0, 0]) for part in (choices.step, choices.helper, choices.channel))
    return (
        f"s{step:02}",
        None if helper == NOBODY else f"p{helper}",
        None if channel == made.UNSAID else CHANNELS[channel],
    )


def suggested(scene: Scene, life: Life, raised: Floats) -> list[tuple[str, str | None, Channel | None]]:
    now = BEGAN + scene.week * WEEK
    offer = suggest(
        history(life, scene.week),
        circle(life.people, scene, now),
        ladder(life.people, raised),
        body=Body.keyed_up if scene.keyed_up[0] else Body.settled,
        now=now,
        pauses=[Pause(RestCode.overwhelm, now)] if scene.small[0] else [],
    )
    return [(one.step.id, one.person.id if one.person else None, one.channel) for one in offer.suggestions]


@pytest.mark.parametrize("population", made.POPULATIONS)
def test_the_batch_takes_the_steps_that_suggest_takes(population: str) -> None:
    compared = 0
    for number in range(3):
        people = made.draw(made.POPULATIONS[population], 7, range(number, number + 1), WEEKS)
        life = living.begin(people, made.POPULATIONS[population], WORLDS["matched"])
        engine = Engine(people)
        for week in range(WEEKS):
            scene = living.scene(life, week)
            if number == 2:  # what lightens the person's own load
                scene.raised[:, ::4] = worth.WEIGHTS.load
            found = engine.choose(scene)
            if scene.choices.there.any():
                ours = [named(scene.choices.at(place)) for place in found.T if place[0] != NONE]
                assert ours == suggested(scene, life, scene.raised), (number, week)
                compared += bool(ours)
            chosen = best(scene, mixed(scene)) if week % 2 else found
            live(life, scene, scene.choices.at(chosen[:, 0]))
    assert compared > 35


def test_a_person_is_the_same_whoever_else_is_in_the_batch() -> None:
    population = made.POPULATIONS["avoidant"]
    together = made.draw(population, 7, range(4), 5)
    alone = made.draw(population, 7, range(3, 4), 5)
    for name in made.People.__struct_fields__:
        np.testing.assert_array_equal(getattr(together, name)[3:], getattr(alone, name))
