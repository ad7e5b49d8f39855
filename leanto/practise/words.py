"""Words for an ask, ready to be changed: small, bound in time, easy to say no to. And links that carry them.

People say yes partly because no is awkward, and a yes that could not have been a no proves nothing. Words
that make a no easy also make a yes feel freer (Schlund, Sommers & Bohns 2024), so every ask has them.
"""

import re
from urllib.parse import quote

import phonenumbers
from msgspec import Struct

from leanto.content.asking import Sayings, asking
from leanto.practise.ladder import say
from leanto.records import Channel, Kind, Outcome, Person, Relation, Step, Tone

ROLES = (Relation.professional, Relation.group, Relation.service)
WRITTEN = (Channel.text, Channel.email)
HARD = 40.0

# "Ask Dev to", "Ask my sister for": a name of one or two words and then the request. Anything else, and
# anything that would have to change its person ("his", "you"), is left for them to word.
NAME = r"(?:(?!(?:for|to|about|if|whether|what|who|how|when|why|which|where)\b)\S+\s+){1,2}"
REQUEST = re.compile(rf"ask\s+{NAME}(?P<how>to|for)\s+(?P<rest>[^.?!\n]+)[.?!]?", re.IGNORECASE)
PERSONS = re.compile(
    r"\b(?:you|your|yours|yourself|he|him|his|she|her|hers|they|them|their)\b", re.IGNORECASE
)
OPENINGS = {"to": "Could you", "for": "Could I ask you for"}
GAP = re.compile(r"\[[^\[\]\n]{1,80}\]")
LOCAL = "!$'*+-._~"
"""What may stand unencoded before the @ of a mail address in a link."""


class Links(Struct, frozen=True):
    """Addresses that open one's own phone or mail with the words in it; empty where there is no number."""

    sms: str = ""
    tel: str = ""
    mailto: str = ""


def draft(
    kind: Kind,
    channel: Channel | None = None,
    *,
    step: Step | None = None,
    whom: Person | None = None,
    by: str = "",
    tone: Tone = Tone.plain,
) -> str:
    """Words to start from; empty where nobody is spoken to. ``by`` is the day silence is an answer."""
    message, sayings = _message(kind, step), asking().sayings(tone)
    if not message:
        return ""
    if kind is Kind.ask:
        message = f"{message} {_easy_no(step, whom, sayings)}"
    if by and kind is not Kind.share and channel in WRITTEN:
        message = f"{message} {asking().silence.replace('{by}', by)}"
    return _around(message, channel, whom, sayings) if kind is Kind.ask or channel in WRITTEN else message


def _message(kind: Kind, step: Step | None) -> str:
    written = say(step) if step is not None else ""
    if written:
        return written
    if kind is Kind.let_go and not (step and step.needs_person):
        return ""
    return (_asked_in(step.text) if step is not None and kind is Kind.ask else "") or asking().blank[kind]


def _asked_in(text: str) -> str:
    """The question in a step of one's own: "Could you see it?" in "Ask Dev to see it"."""
    found = REQUEST.fullmatch(text.strip())
    if found is None or PERSONS.search(text):
        return ""
    return f"{OPENINGS[found['how'].lower()]} {found['rest'].strip()}?"


def thank_you(outcome: Outcome | None) -> tuple[str, ...]:
    """A sentence or two to thank with, if one wants to; none for silence or hurt, where no thanks are due."""
    return asking().thank_you.get(outcome, ()) if outcome is not None else ()


def carries_more(kind: Kind, channel: Channel | None, suds: float | None) -> bool:
    """Whether a voice, or being there, would serve this better than writing: telling how it is, or an ask that
    looks hard. Friends agreed in person about 4 of 5 times and in text less (Roghanizad & Bohns)."""
    return channel in WRITTEN and (kind is Kind.share or (suds is not None and suds >= HARD))


def _easy_no(step: Step | None, whom: Person | None, sayings: Sayings) -> str:
    in_role = whom.relation in ROLES if whom is not None else step is not None and not step.needs_person
    return asking().point_on if in_role else sayings.easy_no


def _around(message: str, channel: Channel | None, whom: Person | None, sayings: Sayings) -> str:
    if channel is None:
        return message
    named = whom is not None and whom.relation not in ROLES and whom.name.strip()
    openings = sayings.opening if named else asking().nameless
    opening = openings[channel].replace("{name}", whom.name.strip() if whom is not None else "")
    if channel is Channel.email:
        return f"{opening}\n\n{message}\n\n{sayings.thanks}"
    return f"{opening} {message}"


def gaps(words: str) -> tuple[str, ...]:
    """What still stands in brackets and only the person can fill in."""
    return tuple(GAP.findall(words))


def links(words: str, whom: Person | None, *, kind: Kind, region: str = "") -> Links:
    """Links that carry the words. ``region`` (ISO 3166) reads a number written without its country."""
    if whom is None:
        return Links()
    number = dialled(whom.phone, region)
    return Links(
        sms=sms(number, words) if number else "",
        tel=f"tel:{number}" if number else "",
        mailto=mailto(whom.email, asking().subjects[kind], words) if "@" in whom.email else "",
    )


def dialled(phone: str, region: str = "") -> str:
    """A number as a link takes it: international where that can be told, else its digits as written."""
    try:
        parsed = phonenumbers.parse(phone, region or None)
    except phonenumbers.NumberParseException:
        return re.sub(r"[^0-9]", "", phone)
    if not phonenumbers.is_possible_number(parsed):
        return re.sub(r"[^0-9]", "", phone)
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def sms(number: str, words: str) -> str:
    """RFC 5724: the text is UTF-8, percent-encoded, in ``body``."""
    return f"sms:{number}{f'?body={_encoded(words)}' if words else ''}"


def mailto(address: str, subject: str, words: str) -> str:
    """RFC 6068: the address too is percent-encoded, a space is %20 and never a plus, a line break %0D%0A."""
    local, _, host = address.strip().rpartition("@")
    fields = [f"{name}={_encoded(value)}" for name, value in (("subject", subject), ("body", words)) if value]
    query = f"?{'&'.join(fields)}" if fields else ""
    return f"mailto:{quote(local, safe=LOCAL)}@{quote(host, safe='')}{query}"


def _encoded(words: str) -> str:
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return quote(lines.replace("\n", "\r\n"), safe="", errors="replace")
