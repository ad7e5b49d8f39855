"""What the person sets for themself: time zone, country, a neutral name, where leaving goes, text only."""

import re
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from leanto.content import lines
from leanto.records import Preferences
from leanto.web.forms import Line, RecordForm, keep, started
from leanto.web.forms import page as form_page
from leanto.web.requests import LeantoRequest

HOST = re.compile(r"[^\s.%:]+(\.[^\s.%:]+)+")


class PreferencesForm(RecordForm):
    """Everything here can be left as it is."""

    country = forms.ChoiceField(
        label=_("Country"),
        help_text=_("So that help now shows the lines near you first. Leanto never looks up where you are."),
        required=False,
    )
    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("So that days begin when yours do."), required=False
    )
    name = Line(
        _("What this place calls itself"),
        _("A neutral name at the top of every page, such as “Notes”. Empty means Leanto."),
        most=30,
    )
    exit_site = Line(
        _("Where “Leave this page” goes"),
        _("Choose a site you may well have open. Empty means the weather."),
        most=200,
        hint="https://",
    )
    watched = forms.BooleanField(
        label=_("Someone else could look at this device"),
        help_text=_("Then you are warned before a file is made that others could find."),
        required=False,
    )
    text_is_fine = forms.BooleanField(
        label=_("Writing is fine for me"),
        help_text=_("Nothing here will nudge you to call or to meet. Text may be the way in that works."),
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        countries = sorted(lines.countries().items(), key=lambda pair: pair[1])
        self.fields["country"].choices = [("", _("not said")), *countries]  # type: ignore[attr-defined]
        zones = [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone]
        self.fields["zone"].choices = [("", _("as this computer")), *zones]  # type: ignore[attr-defined]

    def clean_exit_site(self) -> str:
        """A web address, with the https:// that people leave out."""
        site: str = self.cleaned_data["exit_site"].strip()
        if site and "://" not in site:
            site = f"https://{site}"
        if site and not _is_web_address(site):
            raise ValidationError(
                _("This does not look like a web address. One looks like https://www.bbc.co.uk/weather.")
            )
        return iri_to_uri(site)


def _is_web_address(site: str) -> bool:
    """Whether a browser can go there: leaving must not be what finds out."""
    try:
        parts = urlsplit(site)
        host = parts.hostname or ""
        return parts.scheme in ("http", "https") and parts.port != 0 and bool(HOST.fullmatch(host))
    except ValueError:  # a port that is no number, or an unfinished [
        return False


def page(request: LeantoRequest) -> HttpResponse:
    """See and change them."""
    kept = request.preferences if request.preferences.id else None
    form = PreferencesForm(request.POST or None, initial=started(request, kept))
    if form.is_valid():
        changed = replace(kept or Preferences(id=form.cleaned_data["id"]), **form.changes())
        if keep(request, form, changed):
            return redirect("/privacy/?said=changed")
    return form_page(request, "privacy/preferences.html", form)
