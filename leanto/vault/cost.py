"""What stretching a passphrase costs: one strong profile, and a named cheap one that only tests may select."""

from typing import NamedTuple


class Cost(NamedTuple):
    """Argon2id's parameters: memory in KiB, passes, lanes."""

    memory: int
    passes: int
    lanes: int


STRONG = Cost(65536, 3, 1)
"""RFC 9106's second recommended cost on one lane; over 7 times the OWASP minimum in time. About 0.16 s."""

CHEAP = Cost(32, 1, 1)
"""For tests of everything but key derivation. ``leanto check`` and the start refuse it anywhere else."""
