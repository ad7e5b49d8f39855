"""Pages for a conversation, where there is much to pick from."""

import re
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from bench import life, pages
from bench.measures import Measure, middle, side_by_side

MOMENTS, YEAR = 260, 365  # nearly each moment brings its whisper as a second thing
THINGS = 500


def picking(_: Path, now: datetime) -> list[Measure]:
    """Picking from 500 things, beside the page before it, which opens none of them."""
    opened = life.account(now)
    life.kept(opened, now, MOMENTS, 0, YEAR)
    client = pages.inside(opened, now)
    begun = client.post("/bring/pages/", {"id": uuid4().hex, "revision": "0"})["Location"]
    there = len(re.findall(rb'name="picked"', client.get(begun).content))
    assert there >= THINGS, there
    many, bare = side_by_side(lambda: client.get(begun), lambda: client.get("/bring/"), rounds=40)
    return [
        Measure(f"Pages to bring, {there} things, p50", middle(many), middle(bare), "ms", "a bare page", 20)
    ]
