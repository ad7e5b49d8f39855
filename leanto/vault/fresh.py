"""Beginning again with both secrets lost: the old pages wait seven days, and come back into one book with
what was written since."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.views.decorators.debug import sensitive_variables
from msgspec import structs

from leanto.records import KEPT, Preferences, Record
from leanto.vault import accounts, erasure, left_out, upkeep
from leanto.vault.accounts import Opened, SlotRefused, SlotType
from leanto.vault.book import Absent, Book, MovedOn
from leanto.vault.keyfiles import KeyFileRefused
from leanto.vault.models import Account

COOLING = timedelta(days=7)


class Apart(Exception):
    """The newer pages are not open, or one of the two changed outside Leanto: they cannot become one book yet,
    and neither may be dropped."""


def start(today: date) -> None:
    """Both passphrase and code are lost: what is sealed waits seven days, then is erased. What lies outside is
    taken back at once; whoever comes back can leave it out again."""
    with transaction.atomic():
        for account in Account.objects.filter(erase_on=None):
            account.sessions.all().delete()
            left_out.take_back(account.id.bytes)
            Account.objects.filter(id=account.id).update(erase_on=today + COOLING)


def waiting() -> Account | None:
    """The pages that wait to be erased; the first to go, where there are several."""
    return Account.objects.exclude(erase_on=None).order_by(F("erase_on").asc(), "id").first()


@sensitive_variables()
def bring_back(opened: Opened, now: datetime, *, beside: Opened | None = None) -> None:
    """Whoever opens it within the seven days has not lost the way in after all. What was written since comes
    along. ``beside`` is the newer account where it is open; raises ``Apart`` where it cannot be opened."""
    if not Account.objects.filter(id=opened.account.id).exclude(erase_on=None).exists():
        return
    newer = accounts.active()
    since = _since(newer, beside) if newer else None
    if since:
        upkeep.bring_in_late(since, now)
    with transaction.atomic():
        if since:
            _carried_over(since, opened, now)
            erasure.deleted(since.account)
        Account.objects.filter(id=opened.account.id).update(erase_on=None)
    if since:
        erasure.wipe()


@sensitive_variables()
def _since(newer: Account, beside: Opened | None) -> Opened:
    if beside and beside.account.id == newer.id:
        return beside
    if SlotType.passphrase in accounts.ways_in(newer):
        raise Apart
    try:
        return accounts.by_device(newer)
    except (SlotRefused, KeyFileRefused):
        raise Apart from None


@sensitive_variables()
def _carried_over(since: Opened, opened: Opened, now: datetime) -> None:
    there, here = (Account.objects.get(id=one.account.id) for one in (since, opened))
    for account, key in ((there, since.key), (here, opened.key)):
        if account.altered or not upkeep.intact(account, accounts.open_ring(account, key)):
            raise Apart
    newer, older = Book(there, since.key, now), Book(here, opened.key, now)
    kinds = [kind for kind in KEPT if kind is not Preferences or not older.all(Preferences)]
    with older.together():
        for kind in kinds:
            for record in newer.all(kind):
                _added(older, record)


def _added(book: Book, record: Record) -> None:
    try:
        book.add(record)
    except (MovedOn, Absent):  # its id is taken by something else: both stay
        book.add(structs.replace(record, id=uuid4().hex))
