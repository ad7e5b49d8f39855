"""The safety gate: ``python -m leanto.lab.safety`` learns its weights, ``... measure`` reads the held-out file.

Logistic regression with an L2 penalty, by Newton's method on the dual (Hastie, Tibshirani & Friedman 2009,
4.4.1 and 18.3.5): few sentences, many features, one optimum, no chance in it. Both thresholds come from the
training writers alone, each judged by a gate that learned from the others: ``threshold`` keeps ``AIM`` of all
risk, and below ``surely`` lie ``SPARED`` of the everyday lines.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import chain
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from leanto.care.words import Heard, features, heard, pieces, score
from leanto.content import load, safety
from leanto.content.safety import EVERYDAY, HELD_OUT, WRITERS, Labelled, Model, labelled

AIM, SPARED = 0.955, 0.97
OWN_WORDS = ("ladder", "asking", "paths")
FREEDOM, ROUNDS, CONSTANT = 3.0, 12, 3.0
Floats = NDArray[np.float64]
Row = tuple[dict[str, float], bool]


def learn(sentences: Iterable[Labelled]) -> Model:
    """The weights that fit these sentences best."""
    rows = list(_rows(sentences))
    names = {name: place for place, name in enumerate(sorted({name for row, _ in rows for name in row}))}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, -1] = CONSTANT
    for place, (row, _) in enumerate(rows):
        for name, value in row.items():
            x[place, names[name]] = value
    w = x.T @ _dual(x @ x.T, np.array([risk for _, risk in rows], dtype=float))
    weights = {name: round(float(w[place]), 2) for name, place in names.items()}
    bias = round(float(w[-1]) * CONSTANT, 3)
    return Model(bias, 0.0, 0.0, {name: weight for name, weight in weights.items() if weight})


def _rows(sentences: Iterable[Labelled]) -> Iterator[Row]:
    """A text of risk is one example, read whole: its parts may be harmless. Of any other, every part is one."""
    for one in sentences:
        parts = list(pieces(one.text))
        for words in parts[:1] if one.risk else parts:
            yield features(words), one.risk


def _dual(kernel: Floats, y: Floats) -> Floats:
    a: Floats = np.zeros(len(y))
    for _ in range(ROUNDS):
        f = kernel @ a
        p = 1 / (1 + np.exp(-np.clip(f, -30, 30)))
        weight = np.maximum(FREEDOM * p * (1 - p), 1e-6)
        a = np.asarray(
            np.linalg.solve(kernel + np.diag(1 / weight), f + FREEDOM * (y - p) / weight), dtype=np.float64
        )
    return a


def scores(sentences: Iterable[Labelled], by: Model) -> Floats:
    """What each text comes to: the most of its pieces."""
    return np.array([max(score(words, by) for words in pieces(one.text)) for one in sentences])


def threshold_for(recall: float, of: Sequence[Labelled], found: Floats) -> float:
    """The highest threshold that keeps so much of the risk."""
    risky = np.sort(found[[one.risk for one in of]])
    return float(risky[int((1 - recall) * len(risky))])


def train() -> None:
    """Cross-validate across the writers, learn from all, and write the file that ships."""
    ordinary = (*labelled(EVERYDAY), *own_words())
    # Everyday lines are one writer's: they are dealt out among the parts.
    written = [labelled(writer) for writer in WRITERS]
    every_day = [one for some in written for one in some if one.kind == EVERYDAY]
    parts = [
        [one for one in some if one.kind != EVERYDAY] + every_day[place :: len(written)]
        for place, some in enumerate(written)
    ]
    found = []
    for place, part in enumerate(parts):
        others = [one for other in (*parts[:place], *parts[place + 1 :]) for one in other]
        found.append(scores(part, learn((*others, *ordinary))))
    every, all_found = list(chain.from_iterable(parts)), np.concatenate(found)
    threshold = threshold_for(AIM, every, all_found)
    harmless = np.sort(all_found[[one.kind == EVERYDAY for one in every]])
    surely = float(harmless[int(SPARED * len(harmless))])
    say(f"surely, at {surely:.2f}")
    tell(every, all_found >= surely)
    for name, part, some in zip((*WRITERS, "all"), (*parts, every), (*found, all_found), strict=True):
        say(f"\nJudged by the others: {name}, at threshold {threshold:.2f}")
        tell(part, some >= threshold)
    model = msgspec.structs.replace(
        learn((*every, *ordinary)),
        threshold=round(threshold - 0.005, 2),
        surely=round(surely + 0.005, 2),
    )
    target = Path(str(files(safety))) / "gate.json"
    target.write_bytes(msgspec.json.format(msgspec.json.encode(model, order="sorted"), indent=1) + b"\n")
    say(f"\n{len(model.weights)} weights, threshold {model.threshold}")


def tell(sentences: Sequence[Labelled], said: NDArray[np.bool_]) -> None:
    """The confusion table, recall and false alarms, and both by kind."""
    table = Counter((one.risk, bool(yes)) for one, yes in zip(sentences, said, strict=True))
    kinds = defaultdict[tuple[bool, str], list[bool]](list)
    for one, yes in zip(sentences, said, strict=True):
        kinds[one.risk, one.kind].append(bool(yes))
    hit, miss, false, right = (
        table[key] for key in ((True, True), (True, False), (False, True), (False, False))
    )
    say(f"             match  no match\nrisk         {hit:5}  {miss:8}\nnot risk     {false:5}  {right:8}")
    say(f"recall {hit / (hit + miss):.3f}   false alarms {false / (false + right):.3f}")
    for (risk, kind), found in sorted(kinds.items(), reverse=True):
        say(f"  {'risk' if risk else 'not':5} {kind:20} {sum(found):3} of {len(found)}")


def say(line: str) -> None:
    """A line of the answer."""
    sys.stdout.write(f"{line}\n")


def measure() -> None:
    """The gate that ships, on the writer it learned nothing from."""
    held_out, by = labelled(HELD_OUT), safety.model()
    found, lines = [heard(one.text, by) for one in held_out], everyday_lines()
    for least, name in ((Heard.plainly, "the panel"), (Heard.perhaps, "the panel or the line")):
        say(f"\nOpens {name}:")
        tell(held_out, np.array([one >= least for one in found]))
        ordinary = sum(heard(line, by) >= least for line in lines)
        say(f"everyday lines of the made-up life: {ordinary} of {len(lines)}")


def own_words() -> list[Labelled]:
    """What Leanto itself says: steps, prompts, words for an ask. A person who keeps them as they are is in no
    danger for it. The words that tell someone of danger, and the made-up life, are left out."""
    said = [text for name in OWN_WORDS for text in _texts(load(f"en/{name}.toml", dict[str, object]))]
    return [Labelled(False, EVERYDAY, text) for text in said if len(text.split()) > 2]


def everyday_lines() -> list[str]:
    """Every line of the made-up life of three words or more: never learned from, none of it risk."""
    return [text for text in _texts(load("en/demo.toml", dict[str, object])) if len(text.split()) > 2]


def _texts(inside: object) -> Iterator[str]:
    if isinstance(inside, str):
        yield inside
    elif isinstance(inside, dict | list):
        for one in inside.values() if isinstance(inside, dict) else inside:
            yield from _texts(one)


if __name__ == "__main__":
    measure() if "measure" in sys.argv[1:] else train()
