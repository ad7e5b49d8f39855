"""What may be suggested to simulated people: the same gates as ``practise.gates``, for a batch.

A choice is a step, a helper (``NOBODY``: none is needed) and a channel. The safety of people is decided here,
once, for every policy: marked safe, safe for this, not closed since. How large and how likely a step has to be is
left to the policies.
"""

import numpy as np
from msgspec import Struct

from leanto.belief.normal import Bools, Floats, Ints
from leanto.lab.people import ASKS, DOMAINS, HELPERS, KINDS, NEEDS, STEPS, UNSAID, People
from leanto.records import Kind

NOBODY = HELPERS
SHARES: Bools = np.array([place == list(Kind).index(Kind.share) for place in KINDS])
NONE = -1


class Choices(Struct, frozen=True):
    """Choices (n, m), in the order of steps, helpers, channels; a row's are those where ``there``."""

    step: Ints
    helper: Ints
    channel: Ints
    there: Bools

    def at(self, place: Ints) -> "Choices":
        """One choice a row, (n, 1), at ``place`` (n,); ``NONE`` is not there."""
        column = np.maximum(place, 0)[:, None]
        step = np.take_along_axis(self.step, column, 1)
        helper = np.take_along_axis(self.helper, column, 1)
        channel = np.take_along_axis(self.channel, column, 1)
        there = np.take_along_axis(self.there, column, 1)
        return Choices(step, helper, channel, there & (place != NONE)[:, None])


class Log(Struct, frozen=True):
    """What each person kept, (n, weeks). NaN is what was not said. ``planned`` but not ``done`` was called off."""

    planned: Bools
    done: Bools
    step: Ints
    helper: Ints
    channel: Ints
    came: Floats
    forecast: Floats
    happened: Floats
    feared_chance: Floats
    overwhelmed: Floats
    unsettled: Ints

    def last(self, week: int) -> tuple[Bools, Ints, Ints, Ints]:
        """Of the weeks before ``week``: whether anything was done, and the last step, helper and channel."""
        before = self.done[:, :week]
        if not week:
            none = np.zeros(len(self.done), dtype=np.int64)
            return np.zeros(len(none), dtype=np.bool_), none, none, none + UNSAID
        place = (week - 1 - before[:, ::-1].argmax(axis=1))[:, None]
        step = np.take_along_axis(self.step, place, 1)[:, 0]
        helper = np.take_along_axis(self.helper, place, 1)[:, 0]
        channel = np.take_along_axis(self.channel, place, 1)[:, 0]
        any_done = np.asarray(before.any(axis=1))
        return any_done, step, helper, np.where(any_done, channel, UNSAID)


def empty(n: int, weeks: int) -> Log:
    """Nothing yet."""
    planned, done = (np.zeros((n, weeks), dtype=np.bool_) for _ in range(2))
    step, helper, channel, unsettled = (np.zeros((n, weeks), dtype=np.int64) for _ in range(4))
    came, forecast, happened, chance, over = (np.full((n, weeks), np.nan) for _ in range(5))
    return Log(planned, done, step, helper, channel, came, forecast, happened, chance, over, unsettled)


class Scene(Struct, frozen=True):
    """One week: what is on record, who is safe now (n, 8), what may be chosen, and how the body is.

    ``small``: steps rest at a smaller size, after being overwhelmed twice. ``raised`` (n, 18, 9) is for standing
    offers and one's own load.
    """

    people: People
    week: int
    log: Log
    safe: Bools
    choices: Choices
    keyed_up: Bools
    small: Bools
    raised: Floats


def ways(people: People, last: Ints) -> Bools:
    """How each helper may be asked for each step, (n, 18, 9, 5), as in ``practise.gates``."""
    n, spread = people.n, np.arange(UNSAID)
    fresh = people.ways & (spread != last[:, None, None])
    other = np.where(fresh.any(-1), fresh.argmax(-1), people.nearest)
    one_other, one_nearest = other[..., None] == spread, people.nearest[..., None] == spread
    asked = np.where(people.role[..., None], one_other, people.ways)
    found = np.zeros((n, STEPS, HELPERS + 1, UNSAID + 1), dtype=np.bool_)
    found[:, :, :HELPERS, :UNSAID] = np.where(
        ASKS[:, None, None],
        asked[:, None],
        np.where(SHARES[:, None, None], one_other[:, None], one_nearest[:, None]),
    )
    found[:, :, NOBODY, UNSAID] = True
    return found


def open_choices(people: People, safe: Bools, here: Bools, last: Ints) -> Choices:
    """Everything that may be chosen by those who are ``here`` (n,)."""
    able = safe[:, None, :] & np.moveaxis(people.safe_for, 1, 2)[:, DOMAINS] & NEEDS[:, None]
    alone = np.broadcast_to(~NEEDS[:, None], (people.n, STEPS, 1))
    who = np.concatenate([able, alone], axis=2) & here[:, None, None]
    return packed(who[..., None] & ways(people, last))


def packed(mask: Bools) -> Choices:
    """A mask (n, steps, helpers, channels) as lists, padded to the longest."""
    n = len(mask)
    row, flat = np.nonzero(mask.reshape(n, -1))
    count = np.bincount(row, minlength=n)
    most = max(int(count.max(initial=0)), 1)
    place = np.arange(row.size) - (count.cumsum() - count)[row]
    cell = np.zeros((n, most), dtype=np.int64)
    there = np.zeros((n, most), dtype=np.bool_)
    cell[row, place], there[row, place] = flat, True
    rest, channel = np.divmod(cell, mask.shape[3])
    step, helper = np.divmod(rest, mask.shape[2])
    return Choices(step, helper, channel, there)


def rows_at(people: People, step: Ints, helper: Ints, channel: Ints) -> Ints:
    """The prior's row of choices (n, m)."""
    return people.rows[np.arange(people.n)[:, None], step, helper, channel]


def size_at(people: People, step: Ints) -> Floats:
    """The SUDS of steps (n, m)."""
    return np.take_along_axis(people.sizes, step, 1)
