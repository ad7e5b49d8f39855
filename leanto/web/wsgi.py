"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leanto.web.settings")
application = get_wsgi_application()
# Every room is loaded now, once: else each worker would do so, while someone waits for their first page.
resolve("/")
