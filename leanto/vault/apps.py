"""The vault as Django knows it."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The only app with tables."""

    name = "leanto.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
