"""The vault as Django knows it."""

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from leanto.vault import faults


class VaultConfig(AppConfig):
    """The only app with tables."""

    name = "leanto.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every statement of every connection pass the guard."""
        connection_created.connect(_guarded)


def _guarded(connection: BaseDatabaseWrapper, **_: object) -> None:
    if faults.guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(faults.guard)
