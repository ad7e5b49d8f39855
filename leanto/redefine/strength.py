"""What strength means to me, as it was said on each day."""

from collections.abc import Iterable

from leanto.records import Strength


def latest_first(said: Iterable[Strength]) -> tuple[Strength, ...]:
    """The newest version first. Older ones are not mistakes, and stay."""
    return tuple(sorted(said, key=lambda one: (one.at, one.id), reverse=True))
