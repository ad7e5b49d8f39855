"""The only tables. What stands in clear here is all that a copy of the database shows.

Ids are random, kinds are keyed hashes, dates are days: how many rows an account has, roughly how large, and
on which days they changed. ``tests/trials`` holds that nothing else does.
"""

import re
from uuid import UUID, uuid4

from django.db import models


class Account(models.Model):
    """One person's vault: the sealed ring and manifest, and the public half of the box.

    ``generation`` counts changes of the ways in; sessions opened under another one are over. ``altered``
    keeps the account read-only after rows changed outside Leanto. ``erase_on`` is the end of the cooling
    time after a fresh start.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    created_on = models.DateField()
    generation = models.PositiveIntegerField(default=1)
    ring = models.BinaryField()
    ring_revision = models.PositiveBigIntegerField(default=1)
    manifest = models.BinaryField()
    manifest_revision = models.PositiveBigIntegerField(default=1)
    box = models.BinaryField()
    box_mark = models.BinaryField()
    altered = models.BooleanField(default=False)
    erase_on = models.DateField(null=True)

    def __str__(self) -> str:
        return "account"


class SlotRow(models.Model):
    """A way in: see ``slots.Slot``, whose fields these are."""

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="slots")
    type = models.PositiveSmallIntegerField()
    generation = models.PositiveIntegerField()
    algorithm = models.PositiveSmallIntegerField()
    memory = models.PositiveBigIntegerField()
    passes = models.PositiveBigIntegerField()
    lanes = models.PositiveBigIntegerField()
    salt = models.BinaryField()
    pepper = models.PositiveIntegerField()
    commit = models.BinaryField()
    wrap = models.BinaryField()
    created_on = models.DateField()

    def __str__(self) -> str:
        return "slot"


class Row(models.Model):
    """One sealed record. ``shelf`` says which rows are of one kind, to those who hold the ring."""

    pk = models.CompositePrimaryKey("account_id", "id")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="rows")
    id = models.UUIDField()
    shelf = models.BinaryField(max_length=8)
    revision = models.PositiveBigIntegerField()
    changed_on = models.DateField()
    blob = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=["account", "shelf", "changed_on"], name="row_shelf"),)

    def __str__(self) -> str:
        return "row"


class Session(models.Model):
    """One browser's half of an open account. ``name`` is the hash of the cookie; ``sign_in`` is one for all
    cookies that came after each other since the account was opened in it.

    After a session ends the row stays a day without its half of the key, so that a form which arrives
    late still finds whose box it belongs in.
    """

    name = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    sealed = models.BinaryField()
    generation = models.PositiveIntegerField()
    sign_in = models.UUIDField()
    device = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    retires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return "session"


class Boxed(models.Model):
    """Something that arrived while the account was locked, sealed to its public key."""

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="box_items")
    sealed = models.BinaryField()
    arrived_on = models.DateField()

    def __str__(self) -> str:
        return "boxed"


class LeftOut(models.Model):
    """A copy of the plan for hard moments that can be read without opening the account: see ``left_out``. The row
    itself shows that the person chose so."""

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, primary_key=True, related_name="left_out"
    )
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "left out"


class IdBytes(models.Func):
    """A row's id as its 16 bytes, or ``None`` where it is no id, by SQLite's own hand (PostgreSQL: ``UUID_SEND``).
    A ``UUID`` for each row was an eighth of what opening a list costs."""

    function, arity, output_field = "UNHEX", 1, models.BinaryField()


def as_bytes(value: bytes | memoryview) -> bytes:
    """A binary column's value: SQLite gives bytes, PostgreSQL a view."""
    return bytes(value)


def as_id(id: str) -> UUID:
    """A record's id as the column has it. Raises ``ValueError`` for anything but 32 small hex digits.

    ``UUID`` alone would read "0x", underscores, hyphens and capitals as well: two ids for one row.
    """
    if not re.fullmatch(r"[0-9a-f]{32}", id):
        raise ValueError("a record id is 32 hex digits")
    return UUID(hex=id)
