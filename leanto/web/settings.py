"""Django's settings. What a host may change is in ``config``; nothing here is read from anywhere else."""

import base64
from typing import Any

from django.utils.functional import SimpleLazyObject

from leanto.vault import keyfiles, sqlite
from leanto.vault.cost import STRONG
from leanto.web import config

sqlite.use_bundled()
CONFIG = config.read()
SECURE = CONFIG.origin.startswith("https://")
LEANTO_HOME = CONFIG.home
LEANTO_EXIT_SITE = CONFIG.exit_site
LEANTO_COST = STRONG
# The type is keyfiles.KeyFiles. A lost device file is told at the door, not here.
LEANTO_KEYS: Any = SimpleLazyObject(lambda: keyfiles.loaded(LEANTO_HOME, device=False))
LEANTO_DEMO = False

SECRET_KEY: Any = SimpleLazyObject(lambda: base64.b64encode(LEANTO_KEYS.django).decode())
DEBUG = False
DEBUG_PROPAGATE_EXCEPTIONS = False
ALLOWED_HOSTS = (
    [CONFIG.origin.removeprefix("https://").split(":")[0]] if SECURE else [CONFIG.bracketed, "localhost"]
)
CSRF_TRUSTED_ORIGINS = [CONFIG.origin] if SECURE else []

INSTALLED_APPS = ["django.contrib.staticfiles", "leanto.vault", "leanto.web", "csp"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "leanto.web.middleware.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "leanto.web.middleware.FetchMetadata",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "leanto.web.middleware.Doorway",
]
ROOT_URLCONF = "leanto.web.urls"
WSGI_APPLICATION = "leanto.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "leanto.web.context.page"]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": LEANTO_HOME / "leanto.sqlite3",
        "OPTIONS": sqlite.options(sqlite.version()),
        "CONN_MAX_AGE": None,
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = LEANTO_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Cookies ignore ports, so on plain http their names carry the instance; behind TLS they are locked to the host.
INSTANCE = config.instance_of(LEANTO_HOME)
LEANTO_COOKIE = "__Host-lt" if SECURE else f"lt-{INSTANCE}"
LEANTO_START_COOKIE = "__Host-start" if SECURE else f"start-{INSTANCE}"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else f"csrf-{INSTANCE}"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "leanto.web.refusals.csrf"

SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
# Not "no-referrer": Chromium would send "Origin: null" with form posts, which Django refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "report-uri": "/csp",
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 1
# An import is never spooled to disk in the clear.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 28 * 1024 * 1024

USE_TZ = True
TIME_ZONE = config.local_zone()
LANGUAGE_CODE = "en-gb"
USE_I18N = True

# Route names and counts, never an address, a body or a record.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"plain": {"class": "logging.StreamHandler"}},
    "loggers": {
        "leanto": {"handlers": ["plain"], "level": "INFO"},
        "django.request": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
