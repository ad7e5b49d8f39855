"""The safety gate: does a text, as it is kept, speak of wanting to die or of hurting oneself?

It reads English, on this machine, in one pass, and keeps nothing. A text is cut into pieces; a piece becomes
features (its words, its pairs of words, and the signs of ``content/safety/signs.toml``, alone and two by two);
each feature has a weight, learned by ``leanto.lab.safety`` from labelled sentences. What is said plainly
(``plainly.toml``, or weights that add up to ``surely``) opens the care panel; what is only heard perhaps
(``threshold``) brings a line with the way to help above the next page, because a panel at every third ordinary
note would teach people not to see it. What each finds and misses is published in
``docs/science/safety-gate.md``.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import IntEnum, StrEnum
from itertools import combinations, pairwise
from math import sqrt

from leanto.content.safety import Model, model, plainly, signs
from leanto.records import Brief, Draft, Preferences, Record, Response, SafetyPlan

# In words: what is read whole as well as in its sentences; the windows of a long stretch without a full stop.
WHOLE, WINDOW, STEP = 60, 30, 15
LONGEST_WORD = 30
# Unfinished words are looked at when they are kept; settings are not something said; the plan for hard moments
# is where such words belong, and its own page shows lines.
NOT_LOOKED_AT: tuple[type[Record], ...] = (Draft, Preferences, SafetyPlan)
NOT_WORDS = frozenset({"id", "instrument", "starter", "source", "phone", "email"})

SENTENCE = re.compile(r"(?<=[.!?…])[\s\"'”’)\]]+|[\r\n\u2028\u2029]+")
WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
SPUN_OUT = re.compile(r"([a-z])\1{2,}")
SPELT_OUT = re.compile(r"(?<![a-z])[a-z](?:[ .*_-][a-z](?![a-z])){3,}")
NOT = re.compile(r"(is|are|was|were|do|does|did|has|have|had|would|could|should|must|need)n'?t")
SAID_SHORT: Mapping[str, str] = {
    "can't": "can not",
    "cant": "can not",
    "cannot": "can not",
    "won't": "will not",
    "wont": "will not",
    "shan't": "shall not",
    "shant": "shall not",
    "ain't": "am not",
    "aint": "am not",
    "im": "i am",
    "ive": "i have",
    "id": "i would",
    "thats": "that is",
    "theres": "there is",
    "whats": "what is",
    "its": "it is",
    "theyd": "they would",
    "theyre": "they are",
    "youre": "you are",
    "youd": "you would",
    "wanna": "want to",
    "wana": "want to",
    "gonna": "going to",
    "gunna": "going to",
    "gotta": "got to",
    "u": "you",
    "ur": "your",
    "r": "are",
    "cos": "because",
    "coz": "because",
    "cuz": "because",
    "bc": "because",
    "pls": "please",
    "plz": "please",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tomoro": "tomorrow",
    "tonite": "tonight",
    "2nite": "tonight",
    "nite": "night",
    "no1": "no one",
    "any1": "anyone",
    "every1": "everyone",
    "evry1": "everyone",
    "noone": "no one",
    "slef": "self",
    "myslef": "myself",
    "mysel": "myself",
    "dieing": "dying",
    "wnat": "want",
    "wannt": "want",
    "kil": "kill",
    "mom": "mum",
    "mam": "mum",
    "ppl": "people",
    "thru": "through",
    "rn": "right now",
    "anymore": "any more",
    "everybody": "everyone",
    "nobody": "no one",
    "somebody": "someone",
    "goodbye": "good bye",
    "beter": "better",
    "wihtout": "without",
    "withou": "without",
    "w/o": "without",
}
ENDINGS: Mapping[str, str] = {
    "m": "am",
    "ve": "have",
    "ll": "will",
    "re": "are",
    "d": "would",
    "s": "is",
    "t": "not",
}


class Heard(IntEnum):
    """What a text may say of wanting to die or of hurting oneself."""

    nothing = 0
    perhaps = 1
    plainly = 2


def heard(text: str, by: Model | None = None) -> Heard:
    """The most that any part of the text says. Total: any string has an answer."""
    by = by or model()
    return max((_heard(piece, by) for piece in pieces(text)), default=Heard.nothing)


def _heard(words: list[str], by: Model) -> Heard:
    weighed = score(words, by)
    if weighed >= by.surely or plainly().search(" ".join(words)):
        return Heard.plainly
    return Heard.perhaps if weighed >= by.threshold else Heard.nothing


def texts(record: Record) -> tuple[str, ...]:
    """What a person wrote in a record, in their own words: every text of it but ids and addresses."""
    if isinstance(record, NOT_LOOKED_AT):
        return ()
    if isinstance(record, Response):
        return tuple(_written(record.response))
    if isinstance(record, Brief):
        return tuple(filter(None, (record.wish, *record.picked.values())))
    named = ((name, getattr(record, name)) for name in record.__struct_fields__ if is_words(name))
    return tuple(
        value for _, value in named if isinstance(value, str) and not isinstance(value, StrEnum) and value
    )


def is_words(field: str) -> bool:
    """Whether a text field of a record holds words, rather than what it is tied to or how to reach someone."""
    return field not in NOT_WORDS and not field.endswith("_id")


def _written(item: object) -> Iterator[str]:
    """The free-text answers of a FHIR QuestionnaireResponse; never the questions, which speak of danger too."""
    if isinstance(item, list):
        for one in item:
            yield from _written(one)
    elif isinstance(item, dict):
        if isinstance(said := item.get("valueString"), str):
            yield said
        for name in ("item", "answer"):
            yield from _written(item.get(name))


def score(words: list[str], by: Model) -> float:
    """What one piece adds up to."""
    return by.bias + sum(by.weights.get(name, 0.0) * value for name, value in features(words).items())


def pieces(text: str) -> Iterator[list[str]]:
    """The text in words: whole if it is short, and sentence by sentence, the long ones in windows."""
    sentences = [words for part in SENTENCE.split(text) if (words := plain(part))]
    everything = [word for words in sentences for word in words]
    if len(sentences) > 1 and len(everything) <= WHOLE:
        yield everything
    for words in sentences:
        if len(words) <= WHOLE:
            yield words
            continue
        for start in range(0, len(words) - STEP, STEP):
            yield words[start : start + WINDOW]


def plain(text: str) -> list[str]:
    """The words of a text in lower case, without accents, each contraction said in full."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(one for one in bare if unicodedata.category(one) not in ("Mn", "Cf")).replace("’", "'")
    bare = SPELT_OUT.sub(lambda found: re.sub("[^a-z]", "", found[0]), SPUN_OUT.sub(r"\1\1", bare))
    return " ".join(_whole(word[:LONGEST_WORD]) for word in WORD.findall(bare)).split()


def _whole(word: str) -> str:
    if word in SAID_SHORT:
        return SAID_SHORT[word]
    if found := NOT.fullmatch(word):
        return f"{found[1]} not"
    stem, _, ending = word.rpartition("'")
    return f"{stem} {ENDINGS.get(ending, '')}" if stem else word


def features(words: list[str]) -> dict[str, float]:
    """What is weighed in one piece."""
    text = " ".join(words)
    found = [name for name, sign in signs().items() if sign.search(text)]
    weighed = {f"s {name}": 1.0 for name in found}
    weighed |= {f"p {one} {other}": 0.5 for one, other in combinations(found, 2)}
    some = 1.5 / sqrt(len(words) + 3)
    weighed |= {f"w {word}": some for word in words}
    weighed |= {f"b {one} {other}": some for one, other in pairwise(words)}
    return weighed
