"""Out as address cards: those who are chosen one by one, with name, number and address and nothing else."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from leanto.circle.people import Member
from leanto.records import Person
from leanto.share import vcard
from leanto.share.vcard import Card, Version
from leanto.web.forms import Pick, page
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.circle.parts import everyone
from leanto.web.words import card as choice

FILE, KIND = "people.vcf", "text/vcard; charset=utf-8"

VERSIONS = {
    Version.v3: choice("3.0", _("Most phones read it.")),
    Version.v4: choice("4.0", _("For newer programs.")),
}


class CardsOutForm(forms.Form):
    """Who goes out. Those who are not judged safe stand apart, and go only if ticked by name."""

    safe = forms.MultipleChoiceField(
        label=_("Who goes into the file?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.MultipleChoiceField(
        label=_("Not judged safe, or not sure"),
        help_text=_("They stay out of the file unless you tick them here, by name."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = Pick(
        _("Which version?"), VERSIONS, _("If you do not know, take 3.0. Both hold the same."), required=True
    )

    def __init__(self, *given: Any, members: tuple[Member, ...], **more: Any) -> None:
        super().__init__(*given, **more)
        for name, safe in (("safe", True), ("others", False)):
            choices = [(one.person.id, _words(one.person)) for one in members if one.safe is safe]
            field = self.fields[name]
            if not choices:
                del self.fields[name]
            elif isinstance(field, forms.MultipleChoiceField):
                field.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not self.ticked(given):
            raise forms.ValidationError(_("Nobody is ticked. Tick those who go into the file."))
        return given

    @staticmethod
    def ticked(given: dict[str, Any]) -> set[str]:
        """The ids of those who go out."""
        return {*given.get("safe", ()), *given.get("others", ())}


def take(request: LeantoRequest) -> HttpResponse:
    members = everyone(request)
    form = CardsOutForm(request.POST or None, members=members)
    if form.is_valid():
        ticked = form.ticked(form.cleaned_data)
        cards = [_card(one.person) for one in members if one.person.id in ticked]
        answer = HttpResponse(vcard.write(cards, form.cleaned_data["version"]), content_type=KIND)
        answer["Content-Disposition"] = f'attachment; filename="{FILE}"'
        return answer
    watched = request.preferences.watched is not False
    return page(request, "circle/cards_out.html", form, members=members, watched=watched)


def _card(person: Person) -> Card:
    return Card(person.name, *(((one,) if one else ()) for one in (person.phone, person.email)))


def _words(person: Person) -> Any:
    """Someone as a choice: their name, and what the file would say of them."""
    ways = " · ".join(filter(None, (person.phone, person.email)))
    return choice(person.name, ways or _("name only"))
