"""Windows of tokens with what is known of each token, cut from folded rows as the product cuts what it reads."""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tokenizers import BertWordPieceTokenizer

# [CLS] + content + [SEP]; the product's own numbers.
CONTENT = 126
CLS, SEP = 101, 102
# Half of the windows are cut shorter, to between this and CONTENT: more instructions a token, and texts of the product are short, too.
SHORTEST = 40
# Of rows of the pool a payload is known without the words that lead to it: this many tokens before and after it belong to nobody.
MARGIN = 6
# A window with fewer tokens of an attack than this shows too little of it to be judged.
TELLING = 8
UNKNOWN = -1


@dataclass
class Window:
    ids: list[int]
    # For each token, [CLS] and [SEP] included: 1 in an instruction, 0 not, UNKNOWN.
    tokens: list[int]
    # Whether the window holds an instruction; UNKNOWN.
    label: int
    source: str


def tokenizer_of(vocabulary: Path) -> BertWordPieceTokenizer:
    return BertWordPieceTokenizer(str(vocabulary), lowercase=True)


def read_rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def marks_of(row: dict, offsets: list[tuple[int, int]]) -> list[int] | None:
    """For each token whether it is part of an instruction; None where nobody knows, or where a payload is not in the text."""
    text, payloads = row["text"], row["payloads"]
    if row["label"] == 0:
        return [0] * len(offsets)
    if payloads is None:
        return [UNKNOWN] * len(offsets)
    ranges = []
    for payload in payloads:
        at = text.find(payload)
        if not payload or at < 0:
            return None
        while at >= 0:
            ranges.append((at, at + len(payload)))
            at = text.find(payload, at + len(payload))
    marks = [int(any(start < to and end > since for since, to in ranges)) for start, end in offsets]
    return marks if row["source"].startswith("made/") else _with_margins(marks)


def _with_margins(marks: list[int]) -> list[int]:
    edges = [at for at in range(1, len(marks)) if marks[at] != marks[at - 1]]
    near = {place for edge in edges for place in range(edge - MARGIN, edge + MARGIN)}
    return [UNKNOWN if mark == 0 and at in near else mark for at, mark in enumerate(marks)]


def cut(rng: random.Random, rows: Iterable[dict], tokenizer: BertWordPieceTokenizer, extra: float) -> Iterator[Window]:
    """One window a row, and another with probability `extra`. Of an attack, the first holds it, at any place in the window."""
    for row in rows:
        encoded = tokenizer.encode(row["text"], add_special_tokens=False)
        ids, count = encoded.ids, len(encoded.ids)
        marks = marks_of(row, encoded.offsets)
        if count == 0 or marks is None:
            continue
        first_mark = next((at for at, mark in enumerate(marks) if mark == 1), None)
        if first_mark is None and marks[0] == UNKNOWN and count > CONTENT:
            continue
        total = sum(mark == 1 for mark in marks)
        size = _size(rng) if first_mark is not None or row["label"] == 0 else CONTENT
        starts = [_start(rng, marks, first_mark, size)]
        if count > size and rng.random() < extra:
            starts.append(rng.randint(0, count - size))
        for start in starts:
            own = marks[start : start + size]
            yield Window(
                [CLS, *ids[start : start + size], SEP], [UNKNOWN, *own, UNKNOWN], _label(row, own, total), row["source"]
            )


def _size(rng: random.Random) -> int:
    return CONTENT if rng.random() < 0.5 else rng.randint(SHORTEST, CONTENT)


def _start(rng: random.Random, marks: list[int], first_mark: int | None, size: int) -> int:
    last = max(0, len(marks) - size)
    if first_mark is None:
        return rng.randint(0, last)
    end = next((at for at in range(first_mark, len(marks)) if marks[at] != 1), len(marks))
    low, high = sorted((max(0, end - size), first_mark))
    return min(last, rng.randint(low, high))


def _label(row: dict, own: list[int], total: int) -> int:
    seen = sum(mark == 1 for mark in own)
    if row["label"] == 0 or (total > 0 and seen == 0):
        return 0
    return 1 if total == 0 or seen >= min(TELLING, total) else UNKNOWN
