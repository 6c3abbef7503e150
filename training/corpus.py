"""What is trained on: texts and pairs of texts, as `texts.py` leaves them, in a fixed order."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

from .settings import TEXTS_FOLDER


@dataclass
class Pairs:
    """Something like a question, and a passage that answers it. `sources` names where a pair is from."""

    queries: list[str]
    passages: list[str]
    sources: list[str]


def _lines(file: Path) -> list[dict]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def texts(folder: Path = TEXTS_FOLDER) -> tuple[list[str], list[str]]:
    """Distinct texts and their sources."""
    seen = {}
    for row in _lines(folder / "texts.jsonl.gz"):
        seen.setdefault(row["text"], row["source"])
    return list(seen), list(seen.values())


def pairs(folder: Path = TEXTS_FOLDER) -> Pairs:
    rows = _lines(folder / "pairs.jsonl.gz")
    return Pairs([r["query"] for r in rows], [r["passage"] for r in rows], [r["source"] for r in rows])
