"""The book: the one door to what a person keeps.

Views hold a ``Book`` and records, never a key, a sealed blob or a queryset. Every write happens in one
transaction with the account's manifest, so that a crash leaves both or neither.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar, cast
from uuid import UUID

import msgspec
from django.db import transaction

from leanto.records import ReachOut, Record
from leanto.vault import faults, keys
from leanto.vault.envelope import Place, fingerprint, opened, seal
from leanto.vault.envelope import Refused as Refused
from leanto.vault.keys import Keyring, Manifest, Tally
from leanto.vault.models import Account, IdBytes, Row, as_bytes, as_id
from leanto.vault.tally import tallied, tally_of

R = TypeVar("R", bound=Record)
MOST_TEXT = 4 * 1024 * 1024


class Absent(LookupError):
    """No such record in this account. Another account's record is just as absent."""


class Closed(Exception):
    """The account was locked, or its keys changed, while this request was on its way."""


class ReadOnly(Exception):
    """Rows changed outside Leanto: nothing is written until the owner has seen it."""


class WrittenByNewer(Exception):
    """The record was kept by a newer Leanto than this one."""


class MovedOn(Exception):
    """The record was changed elsewhere since it was opened. ``current`` is what is kept now."""

    def __init__(self, current: Record) -> None:
        super().__init__("changed elsewhere")
        self.current = current


class Book:
    """One open account's records, as of ``now``."""

    def __init__(self, account: Account, account_key: bytes, now: datetime) -> None:
        self._id = account.id
        self._account = account.id.bytes
        self._now = now
        self._ring_revision = account.ring_revision
        self._ring: Keyring = keys.open_ring(
            as_bytes(account.ring), account_key, self._account, account.ring_revision
        )
        self._row: Account = account
        self._manifest: Manifest | None = None

    def __repr__(self) -> str:
        return "<Book>"

    # Reading

    def all(self, kind: type[R]) -> list[R]:
        """Every record of a kind, in no particular order."""
        return self._opened(kind)

    def recent(self, kind: type[R], *, days: int) -> list[R]:
        """Records kept or changed in the last ``days`` days; only these are opened."""
        # A day more, because the column is a UTC day and the person may live elsewhere.
        since = (self._now - timedelta(days=days + 1)).date()
        return self._opened(kind, changed_on__gte=since)

    def get(self, kind: type[R], id: str) -> R:
        """The record of that id. Raises ``Absent``."""
        found = self.find(kind, id)
        if found is None:
            raise Absent
        return found

    def find(self, kind: type[R], id: str | None) -> R | None:
        """The record of that id, or nothing: what a link points to may have been removed since."""
        try:
            found = self._opened(kind, id=as_id(id or ""))
        except ValueError:
            return None
        return found[0] if found else None

    def bodies(self, kind: type[Record]) -> list[dict[str, Any]]:
        """Every record of a kind as it is stored, upgraded, with its schema and fields we do not know."""
        return [_upgraded(kind, body) for _revision, body in self._unsealed(self._rows(kind), kind)]

    def ids(self) -> set[str]:
        """The ids of everything that is kept."""
        return {id.hex for id in Row.objects.filter(account_id=self._id).values_list("id", flat=True)}

    def salt(self, purpose: str) -> bytes:
        """32 bytes that stay the same for this account and tell nobody else anything."""
        return keys.salt(self._ring, purpose)

    @property
    def tally(self) -> Tally:
        """What waits and what came last, without opening every reach-out."""
        try:
            return self._current_manifest().tally
        except Refused:
            if not self._row.altered:
                raise
            return tally_of(self.all(ReachOut))

    @property
    def read_only(self) -> bool:
        """Whether rows changed outside Leanto and the owner has not marked it seen."""
        return self._row.altered

    # Writing

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction: all of the writes inside, or none."""
        if self._manifest is not None:
            yield
            return
        if faults.stopped():
            raise faults.Stopped
        with transaction.atomic():
            row = Account.objects.select_for_update().filter(id=self._id).first()
            if row is None or row.ring_revision != self._ring_revision:
                raise Closed
            self._row = row
            if row.altered:
                raise ReadOnly
            self._manifest = before = self._current_manifest()
            try:
                yield
                if self._manifest is not before:
                    self._keep_manifest(row, self._manifest)
            finally:
                self._manifest = None

    def add(self, record: R) -> R:
        """Keep a new record. If the same is kept already it is returned: the form was sent twice. Raises
        ``MovedOn`` if something else is kept under its id, and ``Absent`` if that is of another kind."""
        with self.together():
            kept = self.find(type(record), record.id)
            if kept is not None and _says_the_same(kept, record):
                return kept
            if kept is not None:
                raise MovedOn(kept)
            if Row.objects.filter(account_id=self._id, id=as_id(record.id)).exists():
                raise Absent
            return self._written(record, _encoded(record), 1, gone=0)

    def revise(self, record: R) -> R:
        """Keep the change of a record. Raises ``MovedOn`` if it is no longer at the revision it was opened
        at, unless what is kept there already says the same."""
        kind = type(record)
        with self.together():
            current = self.get(kind, record.id)
            row = self._rows(kind).values_list("revision", "blob").get(id=as_id(record.id))
            revision, blob = row[0], as_bytes(row[1])
            if revision != record.revision:
                if _says_the_same(current, record):
                    return current
                raise MovedOn(current)
            before = self._body(kind, as_id(record.id), revision, blob)
            known = set(kind.__struct_fields__) | {"schema"}
            extra = {name: value for name, value in _upgraded(kind, before).items() if name not in known}
            return self._written(
                record, _encoded(record, extra), revision + 1, gone=self._term(record.id, revision, blob)
            )

    def remove(self, record: Record) -> None:
        """Delete the record's row, whatever its revision. Its bytes are overwritten in the file. One that
        is gone already stays gone."""
        with self.together():
            row = self._rows(type(record)).values_list("revision", "blob").filter(id=as_id(record.id)).first()
            if row is None:
                return
            Row.objects.filter(account_id=self._id, id=as_id(record.id)).delete()
            self._note(-1, gone=self._term(record.id, row[0], as_bytes(row[1])), old=record.id, new=None)

    # Inside

    def _rows(self, kind: type[Record]) -> Any:  # a QuerySet, whose stubs cannot follow values_list
        return Row.objects.filter(account_id=self._id, shelf=keys.shelf(self._ring, kind.shelf))

    def _opened(self, kind: type[R], **only: Any) -> list[R]:
        decode, plain = _decoder(kind)
        found = []
        for revision, body in self._unsealed(self._rows(kind).filter(**only), kind):
            record = decode(body) if body.startswith(plain) else _converted(kind, body)
            msgspec.structs.force_setattr(record, "revision", revision)
            found.append(record)
        return found

    def _unsealed(self, rows: Any, kind: type[Record]) -> Iterator[tuple[int, bytes]]:
        """Each row's revision and body. One that does not open stops everything, so that the account is opened
        again and checked; once that has found it altered, the rest can be read without it."""
        ring, account, shelf, altered = self._ring.epochs, self._account, kind.shelf, self._row.altered
        for id, revision, blob in rows.values_list(IdBytes("id"), "revision", "blob"):
            try:
                place = Place(account, shelf, as_bytes(id or b""), revision)
                yield revision, opened(ring, place, as_bytes(blob))
            except Refused:
                if not altered:
                    raise

    def _body(self, kind: type[Record], id: UUID, revision: int, blob: bytes) -> bytes:
        return opened(self._ring.epochs, Place(self._account, kind.shelf, id.bytes, revision), as_bytes(blob))

    def _written(self, record: R, body: bytes, revision: int, *, gone: int) -> R:
        id, ring = as_id(record.id), self._ring
        place = Place(self._account, record.shelf, id.bytes, revision)
        blob = seal(ring.epochs[ring.current], ring.current, place, body)
        columns = {"revision": revision, "blob": blob, "changed_on": self._now.date()}
        if revision == 1:
            Row.objects.create(account_id=self._id, id=id, shelf=keys.shelf(ring, record.shelf), **columns)
        elif Row.objects.filter(account_id=self._id, id=id, revision=revision - 1).update(**columns) != 1:
            raise Closed
        kept = msgspec.structs.replace(record, revision=revision)
        come = fingerprint(ring.manifest, id.bytes, revision, blob)
        self._note(1 if revision == 1 else 0, gone=gone, come=come, old=record.id, new=kept)
        return kept

    def _note(self, rows: int, *, gone: int, come: int = 0, old: str, new: Record | None) -> None:
        manifest = self._current_manifest()
        tally = tallied(manifest.tally, old, new)
        self._manifest = manifest.changed(gone=gone, come=come, rows=rows, tally=tally)

    def _term(self, id: str, revision: int, blob: bytes) -> int:
        return fingerprint(self._ring.manifest, as_id(id).bytes, revision, blob)

    def _current_manifest(self) -> Manifest:
        if self._manifest is not None:
            return self._manifest
        row = self._row
        return keys.open_manifest(as_bytes(row.manifest), self._ring, self._account, row.manifest_revision)

    def _keep_manifest(self, row: Account, manifest: Manifest) -> None:
        revision = row.manifest_revision + 1
        sealed = keys.seal_manifest(manifest, self._ring, self._account, revision)
        held = Account.objects.filter(id=row.id, manifest_revision=row.manifest_revision)
        if held.update(manifest=sealed, manifest_revision=revision) != 1:
            raise Closed
        row.manifest, row.manifest_revision = sealed, revision


def _says_the_same(kept: Record, sent: Record) -> bool:
    """Whether two records hold the same answers. Times and revisions are ours, not the person's."""
    pairs = (
        (getattr(kept, name), getattr(sent, name)) for name in kept.__struct_fields__ if name != "revision"
    )
    return all(one == two or (isinstance(one, datetime) and isinstance(two, datetime)) for one, two in pairs)


# What is inside the seal: JSON, the schema number first, then the record's fields.


def _encoded(record: Record, extra: dict[str, Any] | None = None) -> bytes:
    fields = cast(dict[str, Any], msgspec.to_builtins(record))
    del fields["revision"]
    body = msgspec.json.encode({"schema": schema(type(record)), **fields, **(extra or {})})
    if len(body) > MOST_TEXT:
        raise ValueError("a record is at most 4 MiB")
    return body


def schema(kind: type[Record]) -> int:
    """The schema number records of this kind are written with."""
    return len(kind.upgrades) + 1


@cache
def _decoder(kind: type[R]) -> tuple[Callable[[bytes], R], bytes]:
    return msgspec.json.Decoder(kind).decode, b'{"schema":%d,' % schema(kind)


def _upgraded(kind: type[Record], body: bytes) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.json.decode(body)
    written = fields["schema"]
    if written > schema(kind):
        raise WrittenByNewer
    for upgrade in kind.upgrades[written - 1 :]:
        fields = upgrade(fields)
    return {**fields, "schema": schema(kind)}


def _converted(kind: type[R], body: bytes) -> R:
    return msgspec.convert(_upgraded(kind, body), kind)
