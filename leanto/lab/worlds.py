"""Worlds: one in which the engine's model holds, and others in which it is wrong in one way each."""

from msgspec import Struct


class World(Struct, frozen=True):
    """What differs from the matched world, and since when.

    ``tire``: log-odds lost for each recent ask, of which half is left a week later. ``change``: at mid-study
    helpers are drawn half anew. ``returns``: log-odds won for each offer one accepted from them. ``tenths``:
    guesses are said in tenths. ``misremember``: chance that an answer is recorded as its opposite. ``numb``:
    surprises above a half teach less, the more so the larger. ``late``: chance that a fear of someone safe comes
    true a month later.
    """

    name: str
    tire: float = 0.0
    change: bool = False
    returns: float = 0.0
    tenths: bool = False
    misremember: float = 0.0
    numb: bool = False
    late: float = 0.0


WORLDS = {
    one.name: one
    for one in (
        World("matched"),
        World("tire", tire=0.7),
        World("change", change=True),
        World("reciprocity", returns=0.4),
        World("tenths", tenths=True),
        World("misremembered", misremember=0.1),
        World("numb", numb=True),
        World("late", late=0.05),
    )
}
