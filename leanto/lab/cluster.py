"""A study on Dask: a cluster of its own on this machine, or any scheduler. Needs the extra ``lab``.

Each chunk has its own seed, so the numbers are those of one process.
"""

import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import cast

from msgspec import Struct

from leanto.lab.study import Chunk, Result


class Absent(Exception):
    """Dask is not installed."""


class OnDask(Struct, frozen=True):
    """Spreads chunks over a scheduler at ``address``, or over ``workers`` processes here."""

    address: str | None = None
    workers: int = 2

    def __call__(
        self, run: Callable[[Chunk], Result], parts: Sequence[Chunk]
    ) -> Iterator[tuple[int, Result]]:
        """Results as they come, each with its place."""
        try:
            distributed = importlib.import_module("distributed")
        except ImportError as missing:
            raise Absent('This needs Dask: install Leanto with the extra "lab".') from missing
        with distributed.Client(**self.options()) as client:
            asked = client.map(run, list(parts), pure=False)
            place = {future.key: number for number, future in enumerate(asked)}
            for future, result in distributed.as_completed(asked, with_results=True):
                yield place[future.key], cast(Result, result)

    def options(self) -> dict[str, object]:
        """How the client finds or makes its cluster. Nothing of it listens beyond this machine."""
        if self.address is not None:
            return {"address": self.address}
        return {
            "n_workers": self.workers,
            "threads_per_worker": 1,
            "processes": True,
            "host": "127.0.0.1",
            "dashboard_address": None,
        }
