"""The tally: which reach-outs wait, kept in step with every write (see ``keys.Tally``)."""

from collections.abc import Iterable

from leanto.records import Feared, ReachOut, Record
from leanto.vault.keys import Tally

LAST = 12


def tallied(tally: Tally, id: str, now: Record | None) -> Tally:
    """The tally after the record ``id`` became ``now`` (``None``: it was removed)."""
    if now is not None and not isinstance(now, ReachOut):
        return tally
    still_open = [other for other in tally.open if other != id]
    fears = [other for other in tally.fears if other != id]
    last = [entry for entry in tally.last if entry[1] != id]
    if now is not None and now.cancelled_at is None:
        if now.outcome is None:
            still_open.append(id)
        else:
            if now.feared and now.feared_came is not Feared.happened and not _asked_again(now):
                fears.append(id)
            last.append((int((now.outcome_at or now.at).timestamp()), id))
    return Tally(tuple(still_open), tuple(fears), tuple(sorted(last, reverse=True)[:LAST]))


def tally_of(reach_outs: Iterable[ReachOut]) -> Tally:
    """The tally made anew."""
    tally = Tally()
    for one in reach_outs:
        tally = tallied(tally, one.id, one)
    return tally


def _asked_again(done: ReachOut) -> bool:
    """A fear was answered a second time: at least 25 days after the outcome, and not with "too soon"."""
    if done.feared_came in (None, Feared.too_soon) or done.feared_at is None or done.outcome_at is None:
        return False
    return (done.feared_at - done.outcome_at).days >= 25
