"""The sorts of answer this room asks for: a step in a sentence, how hard, how likely, and yes or no."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leanto.web.forms import Line, Scale, Words

LONGEST = 500


class Sentence(Line):
    """A step in a sentence or two: longer than a line on a phone, so it has two rows."""

    def __init__(self, label: Words, why: Words = "", *, required: bool = False, hint: Words = "") -> None:
        super().__init__(label, why, required=required, most=LONGEST)
        attrs = {"dir": "auto", "rows": 2, "placeholder": hint}
        self.widget = forms.Textarea(attrs=attrs)


class Tens(Scale):
    """Distress from 0 to 100 in steps of ten (SUDS)."""

    def __init__(self, label: Words, low: Words, high: Words, why: Words = "") -> None:
        super().__init__(label, low, high, (), why)
        self.coerce = float
        self.choices = [(float(tens), str(tens)) for tens in range(0, 101, 10)]


class Tenths(Scale):
    """A chance, asked as "how many times of ten" and kept from 0 to 1."""

    def __init__(self, label: Words, low: Words, high: Words, why: Words = "") -> None:
        super().__init__(label, low, high, (), why)
        self.coerce = float
        self.choices = [(tenths / 10, str(tenths)) for tenths in range(11)]


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not answered."""

    def __init__(self, label: Words, why: Words = "") -> None:
        super().__init__(
            label=label,
            help_text=why,
            required=False,
            choices=[(True, _("Yes")), (False, _("No"))],
            coerce=lambda said: said == str(True),
            empty_value=None,
            widget=forms.RadioSelect,
        )
