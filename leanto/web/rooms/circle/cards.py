"""From address cards: a file or pasted text is read and shown, and nobody is kept who was not chosen.

Between the two pages the cards travel in the form, written anew with what was read and nothing else, and are read
again when they come back. No file is stored. A file or text that arrives after the lock is let go of (its ``path``
names the door); a choice that does waits sealed, like any form that was sent.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, msgpack

from leanto.circle.gate import Sentence
from leanto.records import Gate, Person, Relation
from leanto.share import vcard
from leanto.share.known import By, Known, known
from leanto.share.refusals import CardsRefused, CardsTooLarge
from leanto.share.vcard import Card, Cards, Version
from leanto.web.doors import post_only
from leanto.web.forms import page
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.circle.parts import entry, everyone
from leanto.web.words import RELATION, Label

# Written anew, short lines have become longer: each ends in two signs, and long ones are folded.
MOST_CARRIED = 4 * vcard.MOST_BYTES

ALREADY: Mapping[By, Label] = {
    By.name: _("In your circle already, under this name."),
    By.reach: _("In your circle already, with this number or address:"),
}


class CardsForm(forms.Form):
    """A file, or its text."""

    file = forms.FileField(
        label=_("A file of address cards"),
        help_text=_("It ends in .vcf. It is read once, and not kept."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".vcf,text/vcard"}),
    )
    text = forms.CharField(
        label=_("Or the text of cards"),
        help_text=_("From BEGIN:VCARD to END:VCARD, as many as you like."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *given: Any, most: int = vcard.MOST_BYTES, **more: Any) -> None:
        super().__init__(*given, **more)
        self.most = most

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file, text = given.get("file"), given.get("text")
        if not self.errors and not file and not text:
            raise ValidationError(_("Choose a file, or paste the text of one card or more."))
        if not self.errors:
            self._read("file" if file else "text", file.read() if file else str(text).encode())
        return given

    def _read(self, field: str, data: bytes) -> None:
        try:
            self.found: Cards = vcard.read(data, self.most)
        except CardsRefused as refused:
            self.add_error(field, str(refused))
            return
        if not self.found.cards:
            self.add_error(field, _("None of these cards has a name, so there is nobody to show."))


class Row(Struct, frozen=True):
    """A card with its box to tick and what they are to the person."""

    card: Card
    take: forms.BoundField
    relation: forms.BoundField
    known: Known | None
    already: Label


class ChosenForm(forms.Form):
    """Who of them comes in. Nobody is ticked in advance."""

    cards = forms.CharField(widget=forms.HiddenInput, strip=False)

    def __init__(self, *given: Any, found: Iterable[Card], **more: Any) -> None:
        super().__init__(*given, **more)
        self.found = tuple(found)
        relations = [
            ("", _("what are they to you?")),
            *((one.value, words) for one, words in RELATION.items()),
        ]
        for place, card in enumerate(self.found):
            self.fields[f"take-{place}"] = forms.BooleanField(label=card.name, required=False)
            self.fields[f"relation-{place}"] = forms.TypedChoiceField(
                label=card.name, choices=relations, coerce=Relation, empty_value=None, required=False
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        ticked = [place for place in range(len(self.found)) if given.get(f"take-{place}")]
        if not ticked:
            raise ValidationError(
                _("Nobody is ticked. Tick those you want in your circle, or leave this page.")
            )
        for place in ticked:
            if f"relation-{place}" not in self.errors and not given.get(f"relation-{place}"):
                self.add_error(f"relation-{place}", _("Say what they are to you."))
        return given

    def chosen(self) -> Iterator[tuple[Card, Relation]]:
        """Those ticked, of a valid form."""
        for place, card in enumerate(self.found):
            if self.cleaned_data[f"take-{place}"]:
                yield card, self.cleaned_data[f"relation-{place}"]

    def rows(self, already: Iterable[Known | None]) -> Iterator[Row]:
        """The cards in their order, each with who it may be."""
        for place, (card, one) in enumerate(zip(self.found, already, strict=True)):
            words = ALREADY[one.by] if one else ""
            yield Row(card, self[f"take-{place}"], self[f"relation-{place}"], one, words)


def read(request: LeantoRequest) -> HttpResponse:
    """The file is read, and who is in it is shown. Nothing is kept here."""
    form = CardsForm(request.POST or None, request.FILES or None)
    if form.is_bound and int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.add_error("file", str(CardsTooLarge()))
    if not form.is_valid():
        return page(request, "circle/cards.html", form)
    carried = vcard.write(form.found.cards, Version.v4).decode()
    return _found(request, ChosenForm(found=form.found.cards, initial={"cards": carried}), form.found)


@post_only("circle:cards")
def keep(request: LeantoRequest) -> HttpResponse:
    """Those who were ticked come in, not judged. Twice gives no doubles: the same card has the same id."""
    carried = CardsForm({"text": request.POST.get("cards", "")}, most=MOST_CARRIED)
    if not carried.is_valid():
        return page(request, "circle/cards.html", carried)
    form = ChosenForm(request.POST, found=carried.found.cards)
    if not form.is_valid():
        return _found(request, form, carried.found)
    salt = request.book.salt("cards")
    with request.book.together():
        for card, relation in form.chosen():
            id = sha256(salt + msgpack.encode(card)).hexdigest()[:32]
            if request.book.find(Person, id) is None:
                request.book.add(_person(request, card, relation, id))
    return redirect(reverse("circle:unsure", query={"said": "kept"}))


def unsure(request: LeantoRequest) -> HttpResponse:
    """Those who were not judged yet, or were left at not sure, the latest first."""
    waiting = [one for one in everyone(request) if one.sentence is Sentence.unsure]
    waiting.sort(key=lambda one: one.person.gate_at, reverse=True)
    return render(request, "circle/unsure.html", {"entries": [entry(one) for one in waiting]})


def _found(request: LeantoRequest, form: ChosenForm, found: Cards) -> HttpResponse:
    already = known(form.found, request.book.all(Person), request.preferences.country)
    rows = list(form.rows(already))
    return page(request, "circle/cards_found.html", form, rows=rows, left_out=found.left_out)


def _person(request: LeantoRequest, card: Card, relation: Relation, id: str) -> Person:
    """One number and one address have a place of their own; the others stand in the notes."""
    phone = card.phones[0] if card.phones else ""
    email = next(filter(_is_address, card.emails), "")
    others = [one for one in (*card.phones, *card.emails) if one not in (phone, email)]
    return Person(
        id=id,
        name=card.name,
        relation=relation,
        gate=Gate.unsure,
        gate_at=request.now,
        safe_for=(),
        channels=(),
        phone=phone,
        email=email,
        notes=gettext("Also: %(others)s") % {"others": ", ".join(others)} if others else "",
    )


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True
