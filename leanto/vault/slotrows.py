"""A slot and its row in the database, each from the other."""

from datetime import date

from leanto.vault.cost import Cost
from leanto.vault.models import Account, SlotRow, as_bytes
from leanto.vault.slots import Slot, SlotType


def slot_of(row: SlotRow) -> Slot:
    """The slot that a row stores."""
    return Slot(
        id=row.id.bytes,
        type=SlotType(row.type),
        generation=row.generation,
        algorithm=row.algorithm,
        cost=Cost(row.memory, row.passes, row.lanes),
        salt=as_bytes(row.salt),
        pepper=row.pepper,
        commit=as_bytes(row.commit),
        wrap=as_bytes(row.wrap),
    )


def row_of(account: Account, slot: Slot, today: date) -> SlotRow:
    """The row for a slot, not yet saved."""
    return SlotRow(
        id=slot.id.hex(),
        account=account,
        type=slot.type,
        generation=slot.generation,
        algorithm=slot.algorithm,
        memory=slot.cost.memory,
        passes=slot.cost.passes,
        lanes=slot.cost.lanes,
        salt=slot.salt,
        pepper=slot.pepper,
        commit=slot.commit,
        wrap=slot.wrap,
        created_on=today,
    )
