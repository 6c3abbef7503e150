"""Writes the models' cards: the rules, fitted on rows that no stage was trained on, and the thresholds, set on innocent documents of `dev` alone.

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
    labels = np.array([row["label"] for row in held_out], dtype=float)
    rules = {"detector": rule_of(said, labels, "twns"), "portable": rule_of(said, labels, "ns")}
    with gzip.open(chosen.dev, "rt", encoding="utf-8") as lines:
        dev = [json.loads(line) for line in lines]
    innocent = [row for row in dev if row["label"] == 0 and row["source"] not in CHATS]
    seen = features(innocent, chosen.work / "dev-innocent.features.jsonl")
    write(DETECTOR, detector_card(rules["detector"], thresholds_of(scores(seen, rules["detector"], "twns"))))
    card = json.loads((NGRAMS / "model.json").read_text())
    thresholds = thresholds_of(scores(seen, rules["portable"], "ns"))
    write(NGRAMS, {**card, "rule": rules["portable"], "thresholds": thresholds})
    print(json.dumps(rules, indent=2))
