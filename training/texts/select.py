"""Keeps a fair, deduplicated share of what the readers yield.

Each item has a place that its own text and the seed give it; a source keeps the items of the lowest places, shared out
among the kinds. So the choice doesn't depend on the order of reading, and a change of one source leaves the others.
"""

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from zlib import crc32

from .material import Item

_NOT_WORD = re.compile(r"[\W\d_]+")
#: A near-duplicate shares this many of its four lowest shingles with texts kept before. A shingle is five words,
#: the first a long one.
_SHARED_SHINGLES = 3


def place(seed: int, item: Item) -> bytes:
    return blake2b(f"{seed}\0{item.query}\0{item.body}".encode(), digest_size=8).digest()


def share(items: Iterable[Item], cap: int, seed: int) -> list[Item]:
    """At most `cap` of `items`, no text twice: kinds get equal shares, and what one leaves goes to the others."""
    kinds: dict[str, dict[bytes, Item]] = {}
    for item in items:
        kinds.setdefault(item.kind, {})[place(seed, item)] = item
    kept: list[Item] = []
    left = cap
    for n, kind in enumerate(sorted(kinds, key=lambda name: len(kinds[name]))):
        ordered = sorted(kinds[kind].items())[: left // (len(kinds) - n)]
        kept.extend(item for _, item in ordered)
        left -= len(ordered)
    return kept


class Seen:
    """Remembers texts and refuses the next one that says the same."""

    def __init__(self) -> None:
        self._whole: set[bytes] = set()
        self._shingles: set[int] = set()

    def admits(self, body: str) -> bool:
        words = _NOT_WORD.sub(" ", body.lower()).split()
        digest = blake2b(" ".join(words).encode(), digest_size=8).digest()
        if digest in self._whole:
            return False
        if len(words) >= 12:
            shingles = sorted(
                {crc32(" ".join(words[n : n + 5]).encode()) for n in range(len(words) - 4) if len(words[n]) > 5}
            )[:4]
            if sum(shingle in self._shingles for shingle in shingles) >= _SHARED_SHINGLES:
                return False
            self._shingles.update(shingles)
        self._whole.add(digest)
        return True


class SeenPairs:
    """The same for pairs: a passage answers at most two queries, and a query has at most three passages."""

    def __init__(self) -> None:
        self._count: Counter[bytes] = Counter()

    def admits(self, item: Item) -> bool:
        query, body = _NOT_WORD.sub(" ", item.query.lower()), _NOT_WORD.sub(" ", item.body.lower())
        if query.strip() in body[: len(query) + 8] and len(body) < 2 * len(query):
            return False
        keys = [
            blake2b(f"{side}\0{value}".encode(), digest_size=8).digest()
            for side, value in (("q", query), ("p", body), ("both", query + "\0" + body))
        ]
        if self._count[keys[0]] >= 3 or self._count[keys[1]] >= 2 or self._count[keys[2]]:
            return False
        self._count.update(keys)
        return True
