"""Writes the models' cards: the rule, fitted on rows that no stage was trained on, and the thresholds, set on innocent documents of `dev` alone.

    python -m training.injection.finish --rows folded.jsonl --dev dev.jsonl.gz --work FOLDER
"""

import argparse
import gzip
import hashlib
import json
import random
import subprocess
from pathlib import Path

import numpy as np

from training.injection.rule import CLAMP, NAMES, rule_of
from training.injection.train import is_held_out
from training.injection.windows import read_rows

SEED = 20261122
HELD_OUT_ROWS = 2_400
# Short questions to a chat model: they are reported, and nothing is set by them.
CHATS = {"XSTest", "CyberSecEval-FRR", "deepset/prompt-injections", "PINT-example"}
# Innocent documents of which at most so many are suspicious, and malicious.
RATES = {"suspicious": 0.008, "malicious": 0.001}
DETECTOR, NGRAMS = Path("models/injection-detector"), Path("models/injection-ngrams")
UNSET = {"suspicious": 0.5, "malicious": 0.9}
# Without the tagger the named signals decide alone, by thresholds of their own: with n-grams beside them, fitted like the detector's rule, one per
# cent of false alarms bought 51 % of dev's attacks in documents where signals alone had 50 %, and at the door less than half of what they had.
PORTABLE = {
    "rule": {"bias": 0, "ngrams": 0, "signals": 1},
    "thresholds": {"suspicious": 0.5, "malicious": 0.7},
}


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def features(rows: list[dict], path: Path) -> list[dict]:
    """What the product sees of each row; kept in `path`."""
    if not path.exists():
        lines = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
        command = ["npx", "tsx", "training/injection/features.ts"]
        made = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
        path.write_bytes(made)
    return [json.loads(line) for line in path.read_text().splitlines()]


def scores(said: list[dict], rule: dict, keys: str) -> np.ndarray:
    x = np.clip(np.array([[row[key] for key in keys] for row in said], dtype=float), -CLAMP, CLAMP)
    weights = np.array([rule[NAMES[key]] for key in keys])
    return 1 / (1 + np.exp(-(rule["bias"] + x @ weights)))


def thresholds_of(innocent: np.ndarray) -> dict:
    return {name: round(float(np.quantile(innocent, 1 - rate)), 4) for name, rate in RATES.items()}


def detector_card(rule: dict, thresholds: dict) -> dict:
    files = ("config.json", "vocab.txt", "onnx/model_quantized.onnx")
    return {
        "id": "detector",
        "version": "1",
        "windowTokens": 126,
        "strideTokens": 94,
        "sha256": {name: sha256_of(DETECTOR / name) for name in files},
        "rule": {**rule, "spanFloor": 0.5, "gapTokens": 6},
        "thresholds": thresholds,
    }


def write(path: Path, card: dict) -> None:
    (path / "model.json").write_text(json.dumps(card, indent=2) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    chosen = parser.parse_args()
    rule = {"bias": 0, "tokens": 1, "window": 0, "ngrams": 0, "signals": 0}
    write(DETECTOR, detector_card(rule, UNSET))
    held_out = [row for row in read_rows(chosen.rows) if is_held_out(row)]
    held_out = random.Random(SEED).sample(held_out, min(HELD_OUT_ROWS, len(held_out)))
    said = features(held_out, chosen.work / "held-out.features.jsonl")
    # Of made texts few hold a phrase that is known by name; of real attacks many do.
    pool = [at for at, row in enumerate(held_out) if not row["source"].startswith("made/")]
    said, labels = [said[at] for at in pool], np.array([held_out[at]["label"] for at in pool], dtype=float)
    rule = rule_of(said, labels, "twns")
    with gzip.open(chosen.dev, "rt", encoding="utf-8") as lines:
        dev = [json.loads(line) for line in lines]
    innocent = [row for row in dev if row["label"] == 0 and row["source"] not in CHATS]
    seen = features(innocent, chosen.work / "dev-innocent.features.jsonl")
    write(DETECTOR, detector_card(rule, thresholds_of(scores(seen, rule, "twns"))))
    card = json.loads((NGRAMS / "model.json").read_text())
    write(NGRAMS, {**card, **PORTABLE})
    print(json.dumps({"detector": rule, "signals and n-grams": rule_of(said, labels, "ns")}, indent=2))
