"""What every record has."""

from collections.abc import Callable
from typing import Any, ClassVar

from msgspec import Struct

# Bodies in between schemas have no type of their own: that is what an upgrade is for.
Fields = dict[str, Any]
Upgrade = Callable[[Fields], Fields]


class Record(Struct, frozen=True, kw_only=True):
    """Anything the vault keeps as one sealed blob.

    ``shelf`` names the kind of record to the vault (it is never stored in clear). ``revision`` is the
    revision the record was opened at, 0 for one never kept; it is not part of what is sealed.
    """

    shelf: ClassVar[str] = ""
    upgrades: ClassVar[tuple[Upgrade, ...]] = ()

    id: str
    revision: int = 0

    def __repr__(self) -> str:
        """Name the kind and nothing personal: this reaches logs and tracebacks."""
        return f"<{type(self).__name__}>"
