"""What a check-in adds up to, in words: a figure with its ends, and a published range with who published it."""

from django.utils.translation import gettext as _

from leanto.name.scoring import Scored


def total(one: Scored, value: float) -> str:
    """The figure, beside the lowest and the highest there are."""
    ends = {"low": figure(one.lowest), "high": figure(one.highest), "value": figure(value)}
    return _("%(value)s, where %(low)s is the lowest there is and %(high)s the highest.") % ends


def band(one: Scored) -> str:
    """The published range around it, with its source; nothing where none was published."""
    if one.band is None:
        return ""
    return _("The range around it is called “%(band)s” in %(source)s.") % {
        "band": one.band.name,
        "source": one.scale.bands_source,
    }


def figure(value: float) -> str:
    """A number with one place, where it has one."""
    return f"{round(value, 1):g}"
