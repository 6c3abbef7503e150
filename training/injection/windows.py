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
    return [int(any(start < to and end > since for since, to in ranges)) for start, end in offsets]


def cut(rng: random.Random, rows: Iterable[dict], tokenizer: BertWordPieceTokenizer, extra: float) -> Iterator[Window]:
    """One window a row, and another with probability `extra`. Of an attack, the first holds it, at any place in the window."""
    for row in rows:
        encoded = tokenizer.encode(row["text"], add_special_tokens=False)
        ids, count = encoded.ids, len(encoded.ids)
        marks = marks_of(row, encoded.offsets)
        if count == 0 or marks is None:
            continue
        last = max(0, count - CONTENT)
        first_mark = next((at for at, mark in enumerate(marks) if mark == 1), None)
        if first_mark is None:
            if marks[0] == UNKNOWN and last > 0:
                continue
            starts = [rng.randint(0, last)]
        else:
            end = next((at for at in range(first_mark, count) if marks[at] == 0), count)
            low, high = sorted((max(0, end - CONTENT), first_mark))
            starts = [min(last, rng.randint(low, high))]
        if last > 0 and rng.random() < extra:
            starts.append(rng.randint(0, last))
        total = sum(mark == 1 for mark in marks)
        for start in starts:
            own = marks[start : start + CONTENT]
            seen = sum(mark == 1 for mark in own)
            if row["label"] == 0 or (total > 0 and seen == 0):
                label = 0
            elif own[0] == UNKNOWN or seen >= min(TELLING, total):
                label = 1
            else:
                label = UNKNOWN
            yield Window(
                [CLS, *ids[start : start + CONTENT], SEP], [UNKNOWN, *own, UNKNOWN], label, row["source"]
            )
