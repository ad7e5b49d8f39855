"""The pages, as Django knows them."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates and static files; no tables."""

    name = "leanto.web"
    label = "web"
