"""Writes the detector's card: the rule, fitted on rows that no stage was trained on, and the thresholds, set on innocent documents of `dev` alone.

    python -m training.injection.finish --rows folded.jsonl --dev dev.jsonl.gz --work FOLDER
"""

import argparse
import gzip
import hashlib
import json
import random
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from training.injection.rule import ABOVE, CERTAIN, anchored_voice, learned_voices, logit, scores
from training.injection.train import is_held_out
from training.injection.windows import read_rows

SEED = 20261122
HELD_OUT_ROWS = 2_400
# Short questions to a chat model: they are reported, and nothing is set by them.
CHATS = {"XSTest", "CyberSecEval-FRR", "deepset/prompt-injections", "PINT-example"}
# Of the innocent documents so many are suspicious by what was learned alone; named signals add to that. And so many are malicious by all.
SUSPICIOUS_RATE, MALICIOUS_RATE = 0.006, 0.001
DETECTOR = Path("models/injection-detector")
UNSET = {"suspicious": 0.5, "malicious": 0.9}
# While features are taken, no rule is in force.
UNRULY = {"tokens": CERTAIN, "signals": CERTAIN}


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def features(rows: list[dict], path: Path, models: Path = DETECTOR.parent) -> list[dict]:
    """What the product sees of each row with these models; kept in `path`. Two processes look at half of the rows each."""
    if not path.exists():
        half = (len(rows) + 1) // 2
        with ThreadPoolExecutor(2) as both:
            path.write_bytes(b"".join(both.map(lambda part: _look(part, models), (rows[:half], rows[half:]))))
    return [json.loads(line) for line in path.read_text().splitlines()]


def _look(rows: list[dict], models: Path) -> bytes:
    lines = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
    command = ["npx", "tsx", "training/injection/features.ts", str(models.resolve())]
    return subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout


def read_dev(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def rule_and_thresholds(voices: dict, innocent: list[dict]) -> tuple[dict, dict]:
    suspicious = round(float(np.quantile(scores(innocent, voices), 1 - SUSPICIOUS_RATE)), 6)
    rule = {**voices, "signals": anchored_voice(suspicious)}
    above_signals = 1 / (1 + np.exp(-logit(suspicious) - 2 * ABOVE))
    malicious = max(float(np.quantile(scores(innocent, rule), 1 - MALICIOUS_RATE)), above_signals)
    return rule, {"suspicious": suspicious, "malicious": round(malicious, 6)}


def detector_card(folder: Path, rule: dict, thresholds: dict) -> dict:
    files = ("config.json", "vocab.txt", "onnx/model_quantized.onnx")
    return {
        "id": "detector",
        "version": "4",
        "windowTokens": 126,
        "strideTokens": 94,
        "sha256": {name: sha256_of(folder / name) for name in files},
        "rule": rule,
        "spans": {"spanFloor": 0.5, "gapTokens": 6},
        "thresholds": thresholds,
    }


def write(folder: Path, card: dict) -> None:
    (folder / "model.json").write_text(json.dumps(card, indent=2) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    chosen = parser.parse_args()
    write(DETECTOR, detector_card(DETECTOR, UNRULY, UNSET))
    held_out = [row for row in read_rows(chosen.rows) if is_held_out(row)]
    held_out = random.Random(SEED).sample(held_out, min(HELD_OUT_ROWS, len(held_out)))
    said = features(held_out, chosen.work / "held-out.features.jsonl")
    voices = learned_voices(said, np.array([row["label"] for row in held_out], dtype=float))
    innocent = [row for row in read_dev(chosen.dev) if row["label"] == 0 and row["source"] not in CHATS]
    seen = features(innocent, chosen.work / "dev-innocent.features.jsonl")
    rule, thresholds = rule_and_thresholds(voices, seen)
    write(DETECTOR, detector_card(DETECTOR, rule, thresholds))
    flagged = {name: float(np.mean(scores(seen, rule) >= threshold)) for name, threshold in thresholds.items()}
    print(json.dumps({"rule": rule, "thresholds": thresholds, "innocent documents flagged": flagged}, indent=2))
