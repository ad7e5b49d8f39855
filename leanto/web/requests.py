"""What the middleware adds to a request, typed once."""

from datetime import datetime

from django.http import HttpRequest

from leanto.records import Preferences
from leanto.vault.book import Book
from leanto.vault.sessions import Here


class LeantoRequest(HttpRequest):
    """A request inside an open account.

    ``now`` is the moment the request arrived, in the person's own zone. Views take time from here, so
    that one page never straddles midnight. ``here`` is the session; only the privacy room needs it.
    """

    book: Book
    here: Here
    preferences: Preferences
    now: datetime


class MaybeOpenRequest(HttpRequest):
    """A request to one of the few pages that also answer while locked."""

    book: Book | None
    here: Here | None
    preferences: Preferences
    now: datetime
