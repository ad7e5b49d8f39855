"""What is looked at each time an account is opened: is everything there, and is it ours?"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import DatabaseError, transaction
from django.views.decorators.debug import sensitive_variables
from msgspec import Struct, structs

from leanto.records import KEPT, Draft, ReachOut
from leanto.vault import accounts, keys, rotation, sessions
from leanto.vault.accounts import Opened
from leanto.vault.book import Book, ReadOnly
from leanto.vault.envelope import Place, Refused, fingerprint
from leanto.vault.envelope import opened as unsealed
from leanto.vault.keys import Forged, Keyring
from leanto.vault.models import Account, Boxed, Row, as_bytes
from leanto.vault.tally import tally_of

BOX_HOLDS = 50


class Findings(Struct, frozen=True):
    """What opening found. ``altered``: rows changed outside Leanto. ``ways_in``: a slot was planted or taken
    away. ``box``: the key that late forms are sealed to was replaced. ``late``: how many forms had arrived."""

    altered: bool
    ways_in: bool
    box: bool
    late: int = 0


class LateForm(Struct, frozen=True):
    """A form that arrived while the account was locked."""

    at: datetime
    path: str
    fields: Mapping[str, tuple[str, ...]]


@sensitive_variables()
def after_opening(opened: Opened, now: datetime) -> Findings:
    """Check the account, finish a rotation that was cut off, and bring in what arrived while it was locked."""
    accounts.erase_due(now.date())
    sessions.sweep(now)
    account = Account.objects.get(id=opened.account.id)
    ring = accounts.open_ring(account, opened.key)
    _marked(account, ring)
    altered = not intact(account, ring)
    if altered and not account.altered:
        Account.objects.filter(id=account.id).update(altered=True)
    if not altered and len(ring.epochs) > 1:
        rotation.resume(Opened(account, opened.key))
    late = 0 if altered else bring_in_late(opened, now)
    return structs.replace(standing(opened), late=late)


@sensitive_variables()
def standing(opened: Opened) -> Findings:
    """What was found at the last opening and is still so."""
    account = Account.objects.get(id=opened.account.id)
    ring = accounts.open_ring(account, opened.key)
    return Findings(
        altered=account.altered,
        ways_in=accounts.ways_in_changed(account, ring),
        box=as_bytes(account.box) != keys.box_public(ring),
    )


def note_altered(account: Account) -> None:
    """A row did not open: write nothing more until the owner has seen it."""
    with suppress(DatabaseError):
        Account.objects.filter(id=account.id).update(altered=True)


def intact(account: Account, ring: Keyring) -> bool:
    """Whether the rows are those the manifest counted, at the revisions it counted, and each where it is looked
    for."""
    rows = Row.objects.filter(account=account)
    try:
        manifest = keys.open_manifest(
            as_bytes(account.manifest), ring, account.id.bytes, account.manifest_revision
        )
    except Refused:
        return False
    return manifest.matches(
        fingerprint(ring.manifest, id.bytes, revision, as_bytes(blob))
        for id, revision, blob in rows.values_list("id", "revision", "blob")
    ) and not _strayed(account, ring)


def _strayed(account: Account, ring: Keyring) -> bool:
    """Whether a row stands on a shelf that reading would miss. The manifest does not cover that column, so without
    this a page could be made to vanish. A kind we do not know may be a newer Leanto's."""
    kinds, rows = _kinds(ring), Row.objects.filter(account=account)
    shelved = [(as_bytes(shelf), id) for id, shelf in rows.values_list("id", "shelf")]
    # Counted once by the index that reading uses, which can be spoiled as well.
    if rows.filter(shelf__in=kinds).count() != sum(shelf in kinds for shelf, _id in shelved):
        return True
    unknown = rows.filter(id__in=[id for shelf, id in shelved if shelf not in kinds])
    return any(_opens_as(ring, account, row, kind) for row in unknown for kind in kinds.values())


def _kinds(ring: Keyring) -> dict[bytes, str]:
    return {keys.shelf(ring, kind.shelf): kind.shelf for kind in KEPT}


def _opens_as(ring: Keyring, account: Account, row: Row, kind: str) -> bool:
    try:
        unsealed(ring.epochs, Place(account.id.bytes, kind, row.id.bytes, row.revision), as_bytes(row.blob))
    except Refused:
        return False
    return True


@sensitive_variables()
def seen(opened: Opened) -> None:
    """The owner has seen that rows changed outside Leanto: count what is there now, and write again. Rows that
    do not open are dropped; a backup made before may still have them."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=opened.account.id)
        ring = accounts.open_ring(account, opened.key)
        _drop_unopenable(account, ring)
        manifest = keys.Manifest()
        for id, revision, blob in Row.objects.filter(account=account).values_list("id", "revision", "blob"):
            term = fingerprint(ring.manifest, id.bytes, revision, as_bytes(blob))
            manifest = manifest.changed(come=term, rows=1)
        tally = tally_of(Book(account, opened.key, datetime.now(UTC)).all(ReachOut))
        rotation.keep_manifest(account, ring, manifest.changed(tally=tally))
        account.box = keys.box_public(ring)
        account.box_mark = keys.box_mark(account.box, account.id.bytes, settings.LEANTO_KEYS.instance)
        account.altered = False
        account.save()


def late_form(account: Account, form: LateForm, name: str) -> bool:
    """Seal a form that arrived after the lock into the account's box, in the place of its own earlier words.

    ``name`` is the id its draft will have. False where that is not safe or the box is full: then the page
    shows what was typed instead.
    """
    item = UUID(name)
    others = Boxed.objects.filter(account=account).exclude(id=item)
    if others.count() >= BOX_HOLDS:
        return False
    try:
        sealed = keys.into_box(
            msgspec.json.encode(form),
            as_bytes(account.box),
            as_bytes(account.box_mark),
            account=account.id.bytes,
            item=item.bytes,
            instance_key=settings.LEANTO_KEYS.instance,
        )
    except Forged:
        return False
    Boxed.objects.update_or_create(
        id=item, defaults={"account": account, "sealed": sealed, "arrived_on": form.at.date()}
    )
    return True


def _marked(account: Account, ring: Keyring) -> None:
    """Mark the box's key again where the instance key is another than it was: after a move, or a loss. The ring
    vouches for the key; one that it does not know is left without a mark, and is reported."""
    public = keys.box_public(ring)
    mark = keys.box_mark(public, account.id.bytes, settings.LEANTO_KEYS.instance)
    if as_bytes(account.box) == public and as_bytes(account.box_mark) != mark:
        Account.objects.filter(id=account.id).update(box_mark=mark)


def _drop_unopenable(account: Account, ring: Keyring) -> None:
    """Put rows that strayed back on their shelf, and drop those of a kind we know that do not open. Kinds we do
    not know may be a newer Leanto's, and stay."""
    kinds = _kinds(ring)
    for row in Row.objects.filter(account=account).iterator():
        own = kinds.get(as_bytes(row.shelf))
        if own and _opens_as(ring, account, row, own):
            continue
        home = next((shelf for shelf, kind in kinds.items() if _opens_as(ring, account, row, kind)), None)
        if home is not None:
            Row.objects.filter(account=account, id=row.id).update(shelf=home)
        elif own:
            Row.objects.filter(account=account, id=row.id).delete()


def bring_in_late(opened: Opened, now: datetime) -> int:
    """What arrived in the box while it was locked becomes drafts; returns how many."""
    account = Account.objects.get(id=opened.account.id)
    ring, book, count = accounts.open_ring(account, opened.key), Book(account, opened.key, now), 0
    for boxed in Boxed.objects.filter(account=account).order_by("id"):
        try:
            body = keys.out_of_box(
                as_bytes(boxed.sealed), ring, account=account.id.bytes, item=boxed.id.bytes
            )
            form = msgspec.json.decode(body, type=LateForm)
            with book.together():
                draft = Draft(id=boxed.id.hex, at=form.at, path=form.path, fields=form.fields)
                older = book.find(Draft, draft.id)
                book.revise(structs.replace(draft, revision=older.revision)) if older else book.add(draft)
                boxed.delete()
            count += 1
        except (Refused, msgspec.ValidationError):
            boxed.delete()
        except ReadOnly:
            break
    return count
