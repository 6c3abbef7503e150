"""Trains the first stage: a logistic regression over the hashed n-grams that the product itself computes, in eight bits.

    python -m training.injection.ngrams --rows folded.jsonl --work FOLDER --out models/injection-ngrams

A row gives texts of one window each: of an attack the instruction, alone and with what stands around it; of an innocent text a stretch of it.
"""

import argparse
import hashlib
import json
import random
import re
import subprocess
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from training.injection.rule import CERTAIN
from training.injection.train import is_held_out
from training.injection.windows import read_rows

SEED = 20261122
BUCKETS = 1 << 18
RIDGE = 2e-5
STEPS = 120
WORDS = 40
AROUND = 160


def stretches(rng: random.Random, row: dict) -> list[str]:
    text = row["text"]
    if row["label"] == 0:
        words = list(re.finditer(r"\S+", text))
        starts = {rng.randrange(max(1, len(words) - WORDS + 1)) for _ in range(1 + (len(words) > 2 * WORDS))}
        return [text[words[at].start() : words[min(at + WORDS, len(words)) - 1].end()] for at in starts if words]
    pieces = []
    for payload in row["payloads"] or []:
        at = text.find(payload)
        if at < 0 or not payload:
            continue
        pieces.append(payload[:600])
        pieces.append(text[max(0, at - rng.randrange(AROUND)) : at + len(payload[:600]) + rng.randrange(AROUND)])
    return pieces


def features_of(pieces: list[str], path: Path) -> tuple[csr_matrix, np.ndarray]:
    """Windows by buckets, each of a row's ones over the root of their number; and which piece a window is of."""
    lines = "".join(json.dumps({"text": piece}) + "\n" for piece in pieces)
    command = ["npx", "tsx", "training/injection/ngram_features.ts", str(path)]
    subprocess.run(command, input=lines.encode(), check=True)
    buckets, windows, texts = (np.fromfile(f"{path}.{name}.u32", dtype="<u4") for name in ("buckets", "windows", "texts"))
    begins = np.concatenate(([0], windows)).astype(np.int64)
    counts = np.diff(begins)
    values = np.repeat(1 / np.sqrt(np.maximum(counts, 1)), counts).astype(np.float32)
    matrix = csr_matrix((values, buckets.astype(np.int32), begins), shape=(len(windows), BUCKETS))
    return matrix, np.repeat(np.arange(len(texts)), np.diff(np.concatenate(([0], texts))))


def examples(rows: list[dict], work: Path) -> tuple[csr_matrix, np.ndarray]:
    """The windows to learn from, as `features_of` has them; and which row a window is of."""
    rng = random.Random(SEED)
    pieces = [(piece, at) for at, row in enumerate(rows) for piece in stretches(rng, row) if piece.strip()]
    x, piece_of = features_of([piece for piece, _ in pieces], work / "ngrams")
    print(json.dumps({"windows": x.shape[0], "features": int(x.nnz)}))
    return x, np.array([at for _, at in pieces])[piece_of]


def fit(x: csr_matrix, labels: np.ndarray) -> tuple[float, np.ndarray]:
    # With features in single precision every product would convert all of them anew.
    x = x.astype(np.float64)
    transposed = x.T.tocsr()
    weight = np.where(labels == 1, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        bias, weights = values[0], values[1:]
        z = bias + x @ weights
        wrong = weight * (1 / (1 + np.exp(-z)) - labels) / len(labels)
        value = np.mean(weight * (np.logaddexp(0, z) - labels * z)) + RIDGE / 2 * weights @ weights
        return value, np.concatenate(([wrong.sum()], transposed @ wrong + RIDGE * weights))

    found = minimize(loss, np.zeros(BUCKETS + 1), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    print(json.dumps({"loss": found.fun, "steps": found.nit}))
    return float(found.x[0]), found.x[1:]


def quantized(weights: np.ndarray) -> tuple[np.ndarray, float]:
    """In eight bits, and what one of them is worth."""
    # The rarest weights would set the scale: what is beyond a thousandth of them is cut off.
    scale = float(np.quantile(np.abs(weights[weights != 0]), 0.999)) / 127
    return np.clip(np.round(weights / scale), -127, 127).astype(np.int8), scale


def write(bias: float, weights: np.ndarray, out: Path) -> None:
    small, scale = quantized(weights)
    out.mkdir(parents=True, exist_ok=True)
    (out / "weights.bin").write_bytes(small.tobytes())
    card = {
        "id": "injection-ngrams",
        "version": "2",
        "bits": 18,
        "scale": scale,
        "bias": bias,
        "sha256": {"weights.bin": hashlib.sha256(small.tobytes()).hexdigest()},
        # Of the portable classifier: the named signals decide alone, by thresholds of their own. N-grams beside them brought nothing.
        "rule": {"signals": CERTAIN},
        "thresholds": {"suspicious": 0.5, "malicious": 0.7},
    }
    (out / "model.json").write_text(json.dumps(card, indent=2) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    rows = [row for row in read_rows(chosen.rows) if not is_held_out(row)]
    x, row_of = examples(rows, chosen.work)
    write(*fit(x, np.array([row["label"] for row in rows], dtype=float)[row_of]), chosen.out)
