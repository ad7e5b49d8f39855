"""Slots made here open here; the real cost is tried once."""

import time

import pytest
from msgspec import structs

from leanto.vault import slots
from leanto.vault.cost import CHEAP, STRONG, Cost
from leanto.vault.slots import (
    CEILING,
    CostRefused,
    PepperMissing,
    Slot,
    SlotType,
    WrongSecret,
    listed,
    unwrapped,
    wrapped,
)

ACCOUNT, AK = b"A" * 16, bytes(range(32))
SECRET, PEPPERS = b"seven otters lean on a boat", {1: b"P" * 32}


def made(type: SlotType = SlotType.passphrase, **given: object) -> Slot:
    shape: dict[str, object] = {"generation": 1, "cost": CHEAP, "peppers": PEPPERS} | given
    return wrapped(AK, ACCOUNT, type, SECRET, **shape)  # type: ignore[arg-type]  # a test's shorthand


@pytest.mark.parametrize("type", SlotType)
def test_a_slot_opens_with_the_secret_it_was_made_with(type: SlotType) -> None:
    slot = made(type)
    assert unwrapped(slot, ACCOUNT, SECRET, floor=CHEAP, peppers=PEPPERS) == AK
    with pytest.raises(WrongSecret):
        unwrapped(slot, ACCOUNT, SECRET + b".", floor=CHEAP, peppers=PEPPERS)


def test_the_real_cost_is_64_mebibytes_and_takes_its_time() -> None:
    assert Cost(64 * 1024, 3, 1) == STRONG
    began = time.process_time()
    slot = made(cost=STRONG)
    spent = time.process_time() - began
    assert unwrapped(slot, ACCOUNT, SECRET, peppers=PEPPERS) == AK
    # Not a measure of this machine: only that the work was done at all. Cheap takes a ten-thousandth.
    assert spent > 0.02


def test_the_default_is_the_real_cost() -> None:
    assert wrapped(AK, ACCOUNT, SlotType.passphrase, SECRET, generation=1, peppers=PEPPERS).cost == STRONG
    with pytest.raises(CostRefused):
        unwrapped(made(), ACCOUNT, SECRET, peppers=PEPPERS)


def test_between_floor_and_ceiling_a_cost_is_taken_as_the_row_has_it() -> None:
    dearer = Cost(64, 2, 2)
    assert unwrapped(made(cost=dearer), ACCOUNT, SECRET, floor=CHEAP, peppers=PEPPERS) == AK
    assert Cost(1024 * 1024, 20, 4) == CEILING


@pytest.mark.parametrize("column", range(3))
def test_each_number_of_the_cost_has_a_floor_and_a_ceiling(column: int) -> None:
    for number in (STRONG[column] - 1, CEILING[column] + 1):
        cost = Cost(*(number if i == column else STRONG[i] for i in range(3)))
        with pytest.raises(CostRefused):
            unwrapped(structs.replace(made(), cost=cost), ACCOUNT, SECRET, peppers=PEPPERS)


def test_a_passphrase_uses_the_newest_pepper_and_an_older_slot_keeps_its_own() -> None:
    two = {**PEPPERS, 2: b"Q" * 32}
    assert made(peppers=two).pepper == 2
    assert unwrapped(made(peppers=two), ACCOUNT, SECRET, floor=CHEAP, peppers=two) == AK
    assert unwrapped(made(), ACCOUNT, SECRET, floor=CHEAP, peppers=two) == AK
    with pytest.raises(PepperMissing):
        unwrapped(made(peppers=two), ACCOUNT, SECRET, floor=CHEAP, peppers=PEPPERS)


def test_a_missing_pepper_says_that_nothing_is_lost() -> None:
    assert "recovery code does not need that file" in str(PepperMissing())


@pytest.mark.parametrize("type", [SlotType.recovery, SlotType.device])
def test_a_code_and_a_device_need_no_pepper_and_no_derivation(
    type: SlotType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "Argon2id", None)
    slot = made(type, cost=STRONG)
    assert (slot.pepper, slot.algorithm, slot.cost) == (0, 0, Cost(0, 0, 0))
    assert unwrapped(slot, ACCOUNT, SECRET) == AK


def test_the_wrap_vouches_for_every_column() -> None:
    slot = made(SlotType.recovery)
    columns = {"id": b"x" * 16, "generation": 2, "cost": Cost(1, 0, 0), "pepper": 1, "type": SlotType.device}
    for column, other in columns.items():
        with pytest.raises(WrongSecret):
            unwrapped(structs.replace(slot, **{column: other}), ACCOUNT, SECRET)


def test_two_slots_of_one_secret_share_nothing() -> None:
    one, two = made(SlotType.recovery), made(SlotType.recovery)
    assert [len(part) for part in (one.id, one.salt, one.commit, one.wrap)] == [16, 16, 32, 48]
    assert {one.salt, one.wrap, one.commit, one.id}.isdisjoint({two.salt, two.wrap, two.commit, two.id})


def test_the_list_of_slots_notices_one_more_one_less_and_one_changed() -> None:
    both = [made(), made(SlotType.recovery)]
    kept = listed(both)
    assert listed(reversed(both)) == kept
    changed = [
        both[:1],
        [],
        [*both, made(SlotType.recovery)],
        [both[0], made(SlotType.recovery)],
        [both[0], structs.replace(both[1], generation=2)],
        [both[0], structs.replace(both[1], wrap=bytes(48))],
        [both[0], structs.replace(both[1], commit=bytes(32))],
    ]
    assert kept not in {listed(slots) for slots in changed}


def test_the_floor_and_the_ceiling_themselves_are_allowed() -> None:
    for cost in (STRONG, CEILING):
        slots._hold_to_constants(structs.replace(made(), cost=cost), STRONG)


def test_without_any_pepper_the_slot_names_none() -> None:
    slot = made(peppers=None)
    assert slot.pepper == 0
    assert unwrapped(slot, ACCOUNT, SECRET, floor=CHEAP) == AK
    with pytest.raises(WrongSecret):
        unwrapped(structs.replace(slot, pepper=1), ACCOUNT, SECRET, floor=CHEAP, peppers=PEPPERS)
