"""What a form held: for a draft, for the box, and for showing it again when it could not be kept."""

from django.http import HttpRequest

NEVER_KEPT = ("csrfmiddlewaretoken", "id", "revision", "path")


def typed(request: HttpRequest) -> dict[str, tuple[str, ...]]:
    """What was filled in: no tokens, no passphrases, no empty fields."""
    return {
        name: tuple(str(value) for value in values)
        for name, values in request.POST.lists()
        if any(values) and name not in NEVER_KEPT and "passphrase" not in name and "code" not in name
    }
