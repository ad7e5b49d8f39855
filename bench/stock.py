"""The page of text on Django's own middleware: the same template and words, no vault, nobody signed in."""

from collections.abc import Callable

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from leanto.records import Preferences
from leanto.web import settings as ours

STOCK = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "bench.stock.Nobody",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


class Nobody:
    """What our views read of a request, with nothing opened for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.book = request.here = None  # type: ignore[attr-defined]  # see web.requests
        request.preferences, request.now = Preferences(id=""), timezone.localtime()  # type: ignore[attr-defined]
        return self.get_response(request)


settings.configure(
    **{name: getattr(ours, name) for name in dir(ours) if name.isupper()} | {"MIDDLEWARE": STOCK}
)
django.setup()
application = get_wsgi_application()
