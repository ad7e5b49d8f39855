"""Worlds: one in which the engine's model holds, others in which it is wrong in one way each, and the matched one
again with one of the lab's own assumptions at other values."""

from msgspec import Struct


class World(Struct, frozen=True):
    """What differs from the matched world, and since when.

    ``tire``: log-odds lost for each recent ask, of which half is left a week later. ``change``: at mid-study
    helpers are drawn half anew. ``returns``: log-odds won for each offer one accepted from them. ``tenths``:
    guesses are said in tenths. ``misremember``: chance that an answer is recorded as its opposite. ``numb``:
    surprises above a half teach less, the more so the larger. ``late``: chance that a fear of someone safe comes
    true a month later.

    Then assumptions of the lab. ``carries``: how much of what is learnt with one person is believed of the others,
    and ``pace``: how fast beliefs move, both as a factor of what each population has. ``slope``: SUDS over which
    overwhelm rises by one log-odd. ``unsafe``: the share of helpers who are. ``mistaken``: how often gates are set
    wrongly, as a factor. ``foreseen``: how much of the difference between ways of asking people foresee.
    """

    name: str
    tire: float = 0.0
    change: bool = False
    returns: float = 0.0
    tenths: bool = False
    misremember: float = 0.0
    numb: bool = False
    late: float = 0.0
    carries: float = 1.0
    pace: float = 1.0
    slope: float = 10.0
    unsafe: float = 1 / 6
    mistaken: float = 1.0
    foreseen: float = 0.5


def _named(*worlds: World) -> dict[str, World]:
    return {one.name: one for one in worlds}


WORLDS = _named(
    World("matched"),
    World("tire", tire=0.7),
    World("change", change=True),
    World("reciprocity", returns=0.4),
    World("tenths", tenths=True),
    World("misremembered", misremember=0.1),
    World("numb", numb=True),
    World("late", late=0.05),
)
SWEEP = _named(
    World("carries .6", carries=0.6),
    World("carries 1.4", carries=1.4),
    World("overwhelm over 7", slope=7),
    World("overwhelm over 15", slope=15),
    World("pace .67", pace=0.67),
    World("pace 1.33", pace=1.33),
    World("unsafe 1 in 12", unsafe=1 / 12),
    World("unsafe 1 in 4", unsafe=1 / 4),
    World("gates half as wrong", mistaken=0.5),
    World("gates twice as wrong", mistaken=2.0),
    World("foreseen .25", foreseen=0.25),
    World("foreseen .75", foreseen=0.75),
)
"""The assumptions at other values, one at a time."""
EVERY = WORLDS | SWEEP
