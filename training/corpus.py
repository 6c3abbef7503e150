"""What is trained on: texts and pairs of texts, as `texts/` leaves them, in a fixed order."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .settings import TEXTS_FOLDER

MAX_TAUGHT_CHARACTERS, MAX_SENTENCE_CHARACTERS = 1000, 260


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


def taught_sample(found: tuple[list[str], list[str]], paired: Pairs, count: int) -> list[str]:
    """Texts for the teacher, who is slow: queries, passages and sentences in turn, large sources cut to the size of small.

    The sample of a smaller `count` is the beginning of that of a larger one, so more can be added later.
    """
    rng = np.random.default_rng(0)
    sides = [(q, p[:MAX_TAUGHT_CHARACTERS]) for q, p in zip(paired.queries, paired.passages)]
    both = [text for side in _stratified(sides, paired.sources, 30_000, rng) for text in side]
    short = [(text, source) for text, source in zip(*found) if len(text) < MAX_SENTENCE_CHARACTERS]
    sentences = _stratified([text for text, _ in short], [source for _, source in short], 50_000, rng)
    sample: list[str] = []
    start = 0
    while len(sample) < count:
        sample += both[start * 2400 : (start + 1) * 2400] + sentences[start * 2000 : (start + 1) * 2000]
        start += 1
    return sample[:count]


def _stratified(items: list, sources: list[str], count: int, rng: np.random.Generator) -> list:
    """About `count` items in random order, as many of each source as it has or as the cap that makes it `count`."""
    groups: dict[str, list] = {}
    for item, source in zip(items, sources):
        groups.setdefault(source, []).append(item)
    low, high = 1, len(items)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(min(middle, len(group)) for group in groups.values()) <= count:
            low = middle
        else:
            high = middle - 1
    kept = [group[i] for group in groups.values() for i in rng.permutation(len(group))[:low]]
    return [kept[i] for i in rng.permutation(len(kept))]
