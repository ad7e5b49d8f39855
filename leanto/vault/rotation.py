"""Full rotation, for "someone may know it": new account key, new data key, new box, every record sealed anew.

It begins with one transaction that changes the ways in, so that the old ones are dead at once. Then rows
are sealed again in batches, each a transaction; the ring lists both epochs meanwhile and a row names its
own, so a crash at any point leaves every page openable and ``resume`` goes on. The old key is dropped only
when no row of its epoch is left. Copies of the database taken before stay readable with the old secrets;
the page says so.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import BinaryField
from django.db.models.functions import Substr
from django.views.decorators.debug import sensitive_variables

from leanto.records import KEPT
from leanto.vault import accounts, keys
from leanto.vault.accounts import Opened
from leanto.vault.envelope import Place, Refused, fingerprint, opened, seal
from leanto.vault.keys import Keyring, Manifest, shelf
from leanto.vault.models import Account, Boxed, Row, as_bytes

BATCH = 200


@sensitive_variables()
def rotate(old: Opened, today: date, *, passphrase: str, code: str) -> Opened:
    """Change everything that could open the account, then seal every record anew. All sessions end."""
    begun = begin(old, today, passphrase=passphrase, code=code)
    resume(begun)
    return begun


@sensitive_variables()
def begin(old: Opened, today: date, *, passphrase: str, code: str) -> Opened:
    """The first transaction: new keys and new ways in. From here on the old secrets open nothing."""
    with transaction.atomic():
        account = accounts.still(old)
        before = accounts.open_ring(account, old.key)
        manifest = keys.open_manifest(
            as_bytes(account.manifest), before, account.id.bytes, account.manifest_revision
        )
        fresh, current = keys.new_ring(), before.current + 1
        epochs = {**before.epochs, current: keys.new_key()}
        ring = Keyring(epochs, current, fresh.box, before.manifest, before.shelf)
        # What waits in the box was sealed to the old key: it is carried over, once.
        _rebox(account, before, ring)
        account.box = keys.box_public(ring)
        account.box_mark = keys.box_mark(account.box, account.id.bytes, settings.LEANTO_KEYS.instance)
        keep_manifest(account, ring, manifest)
        new = Opened(account, keys.new_key())
        accounts.keep_ring(account, new.key, ring)
        # Inside the same transaction: a crash in between would leave slots that open nothing.
        accounts.secure(new, today, passphrase=passphrase, code=code)
    return Opened(Account.objects.get(id=account.id), new.key)


@sensitive_variables()
def resume(here: Opened) -> None:
    """Seal what is left of older epochs anew, then drop their keys. Safe to call at any time."""
    stuck: set[UUID] = set()
    while _batch(here, stuck):
        pass
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=here.account.id)
        ring = accounts.open_ring(account, here.key)
        if not _behind(account, ring, 1):
            accounts.keep_ring(
                account,
                here.key,
                msgspec.structs.replace(ring, epochs={ring.current: ring.epochs[ring.current]}),
            )


def keep_manifest(account: Account, ring: Keyring, manifest: Manifest) -> None:
    """Seal a manifest into the account, without saving it."""
    account.manifest_revision += 1
    account.manifest = keys.seal_manifest(manifest, ring, account.id.bytes, account.manifest_revision)


@sensitive_variables()
def _batch(here: Opened, stuck: set[UUID]) -> bool:
    """Seal some rows anew. What does not open is left as it is, and noted in ``stuck``: it keeps its old key
    in the ring, and nobody from their pages."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=here.account.id)
        ring = accounts.open_ring(account, here.key)
        manifest = keys.open_manifest(
            as_bytes(account.manifest), ring, account.id.bytes, account.manifest_revision
        )
        kinds = {shelf(ring, kind.shelf): kind.shelf for kind in KEPT}
        behind = _behind(account, ring, BATCH, stuck)
        for row in behind:
            kind, blob = kinds.get(as_bytes(row.shelf), ""), as_bytes(row.blob)
            try:
                body = opened(ring.epochs, Place(account.id.bytes, kind, row.id.bytes, row.revision), blob)
            except Refused:
                stuck.add(row.id)
                continue
            place = Place(account.id.bytes, kind, row.id.bytes, row.revision + 1)
            again = seal(ring.epochs[ring.current], ring.current, place, body)
            Row.objects.filter(account=account, id=row.id).update(blob=again, revision=row.revision + 1)
            gone = fingerprint(ring.manifest, row.id.bytes, row.revision, blob)
            come = fingerprint(ring.manifest, row.id.bytes, row.revision + 1, again)
            manifest = manifest.changed(gone=gone, come=come)
        if behind:
            keep_manifest(account, ring, manifest)
            account.save(update_fields=["manifest", "manifest_revision"])
    return bool(behind)


def _behind(account: Account, ring: Keyring, most: int, stuck: Collection[UUID] = ()) -> list[Row]:
    """Rows whose blob names another epoch: bytes 5 to 8 of the envelope."""
    epoch = Substr("blob", 5, 4, output_field=BinaryField())
    rows = Row.objects.filter(account=account).exclude(id__in=stuck).annotate(epoch=epoch)
    return list(rows.exclude(epoch=ring.current.to_bytes(4, "big")).order_by("id")[:most])


def _rebox(account: Account, before: Keyring, ring: Keyring) -> None:
    public = keys.box_public(ring)
    mark = keys.box_mark(public, account.id.bytes, settings.LEANTO_KEYS.instance)
    for boxed in Boxed.objects.filter(account=account):
        try:
            body = keys.out_of_box(
                as_bytes(boxed.sealed), before, account=account.id.bytes, item=boxed.id.bytes
            )
        except Refused:
            boxed.delete()
            continue
        boxed.sealed = keys.into_box(
            body,
            public,
            mark,
            account=account.id.bytes,
            item=boxed.id.bytes,
            instance_key=settings.LEANTO_KEYS.instance,
        )
        boxed.save()
