"""Composes what the detector learns from: the labelled pool, made texts, and pieces of both put into carriers of both.

    python -m training.injection.compose --data FOLDER --stage pool|tasks|kinds|all|languages > rows.jsonl

A stage has what the one before has, and more: the labelled pool, then bare tasks, then texts of all kinds and languages, then
the same in more words. The last has a part of those, and more texts in all languages.

Every attack that is put into a carrier has a harmless twin: a piece of innocent text, put in by the same hand. Nothing is read but `train`.
"""

import argparse
import json
import random
import re
import sys
from pathlib import Path

from training.injection import domains, languages, pool, tasks, workplace

SEED = 20261122
STAGES = ("pool", "tasks", "kinds", "all", "languages")
TASKS = 11_000
LANGUAGES = 22_000
WORKPLACE = 8_000
DOMAINS = 15_000
INSERTED = {"tasks": 6_000, "kinds": 12_000, "all": 12_000}
# Of the rows of all kinds, so many are read again while languages are learned, so that nothing is forgotten over them.
KEPT_SHARE = 0.45
MORE_LANGUAGES, MORE_INSERTED = 34_000, 8_000
# Of the rows of the pool that were put together by templates, so many stay: they repeat themselves.
TEMPLATED_SHARE = 0.4
MISSPELLED = 0.06
LONGEST_PIECE = 600


def compose(data: Path, stage: str) -> list[dict]:
    if stage == "languages":
        return _in_languages(random.Random(SEED + 5), compose(data, "all"))
    rng = random.Random(SEED)
    rows = list(pool.read_pool(data / "train.jsonl.gz"))
    rows = [row for row in rows if row["source"] != "synth-ipi" or rng.random() < TEMPLATED_SHARE]
    if stage == "pool":
        return rows
    is_all = stage == "all"
    made = [_made(row) for row in tasks.rows(random.Random(SEED + 1), TASKS, stage != "tasks")]
    if stage != "tasks":
        made += [_made(row) for row in languages.rows(random.Random(SEED + 2), LANGUAGES, is_all)]
        made += [_made(row) for row in domains.rows(random.Random(SEED + 3), DOMAINS, is_all)]
        made += [_made(row) for row in workplace.rows(random.Random(SEED + 4), WORKPLACE)]
    both = rows + made + list(_inserted(rng, rows, made, INSERTED[stage]))
    return [_noisy(rng, row) for row in both]


def _in_languages(rng: random.Random, rows: list[dict]) -> list[dict]:
    """New texts in all languages, and pieces of them in documents, among a part of the rows of all kinds."""
    made = [_made(row) for row in languages.rows(rng, MORE_LANGUAGES, is_all=True)]
    foreign = [row for row in made if row["lang"] != "en"]
    new = [_noisy(rng, row) for row in made + list(_inserted(rng, rows, foreign, MORE_INSERTED))]
    return [row for row in rows if rng.random() < KEPT_SHARE] + new


def _made(row: dict) -> dict:
    payloads = [row["text"][start:end] for start, end in row["spans"]]
    return {
        "text": row["text"],
        "payloads": payloads,
        "label": row["label"],
        "source": row["source"],
        "lang": row["lang"],
        "group": row["group"],
    }


def _inserted(rng: random.Random, rows: list[dict], made: list[dict], count: int):
    """Attacks in honest documents, and as many innocent pieces in the same."""
    carriers = [row for row in rows if row["label"] == 0 and row["source"] != "synth-ipi" and len(row["text"]) > 300]
    attacks = [(row, piece) for row in made for piece in row["payloads"] if 20 < len(piece) < LONGEST_PIECE]
    innocent = [(row, row["text"]) for row in made if row["label"] == 0 and 20 < len(row["text"]) < LONGEST_PIECE]
    for at in range(count):
        is_attack = at % 2 == 0
        carrier = rng.choice(carriers)
        source, piece = rng.choice(attacks if is_attack else innocent)
        yield {
            "text": pool.insert(rng, _shortened(rng, carrier["text"]), piece),
            "payloads": [piece] if is_attack else [],
            "label": int(is_attack),
            "source": "made/inserted",
            "lang": source["lang"],
            "group": carrier["group"],
        }


def _shortened(rng: random.Random, text: str) -> str:
    """Half of the carriers are a few sentences: where little stands around an instruction, it has to be known by itself."""
    if rng.random() < 0.5:
        return text
    starts = [0, *(match.end() for match in re.finditer(r"(?<=[.!?])\s+|\n\s*", text))]
    first = rng.randrange(len(starts))
    last = min(len(starts) - 1, first + rng.randint(1, 5))
    return text[starts[first] : starts[last] if last > first else len(text)].strip() or text


def _noisy(rng: random.Random, row: dict) -> dict:
    """Writes some rows with typing errors: attacks and innocent ones alike."""
    if rng.random() >= MISSPELLED or row["payloads"] is None:
        return row
    if row["label"] == 0:
        return {**row, "text": pool.misspell(rng, row["text"])}
    text, payloads = row["text"], []
    for payload in row["payloads"]:
        worse = pool.misspell(rng, payload)
        text = text.replace(payload, worse)
        payloads.append(worse)
    return {**row, "text": text, "payloads": payloads}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--stage", choices=STAGES, required=True)
    chosen = parser.parse_args()
    for at, row in enumerate(compose(chosen.data, chosen.stage)):
        sys.stdout.write(json.dumps({"id": str(at), **row}, ensure_ascii=False) + "\n")
