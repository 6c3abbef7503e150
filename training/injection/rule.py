"""Fits the rules that make one probability of what the stages say: logistic regression on rows that no stage was trained on.

    python -m training.injection.rule --features features.jsonl --rows folded.jsonl

`features.jsonl` is what `features.ts` says of the held-out rows: {id, t, w, n, s}. Prints both rules as JSON: that of the detector, and that of the
first stage alone with the signals.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

CLAMP = 12.0
# Weights are pulled towards none; the intercept is not.
RIDGE = 1e-3
NAMES = {"t": "tokens", "w": "window", "n": "ngrams", "s": "signals"}


def fit(features: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """Weights are not negative: a stage that is alarmed never speaks for a text."""
    x = np.clip(features, -CLAMP, CLAMP)

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        bias, weights = values[0], values[1:]
        z = bias + x @ weights
        wrong = 1 / (1 + np.exp(-z)) - labels
        value = np.mean(np.logaddexp(0, z) - labels * z) + RIDGE * weights @ weights
        gradient = np.concatenate(([wrong.mean()], x.T @ wrong / len(labels) + 2 * RIDGE * weights))
        return value, gradient

    bounds = [(None, None)] + [(0, None)] * x.shape[1]
    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, bounds=bounds, method="L-BFGS-B")
    return float(found.x[0]), found.x[1:]


def rule_of(rows: list[dict], labels: np.ndarray, keys: str) -> dict:
    bias, weights = fit(np.array([[row[key] for key in keys] for row in rows], dtype=float), labels)
    return {"bias": round(bias, 4), **{NAMES[key]: round(float(weight), 4) for key, weight in zip(keys, weights)}}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", type=Path, required=True)
    parser.add_argument("--rows", type=Path, required=True)
    chosen = parser.parse_args()
    with chosen.features.open() as lines:
        said = [json.loads(line) for line in lines]
    with chosen.rows.open() as lines:
        label_of = {row["id"]: row["label"] for row in map(json.loads, lines)}
    labels = np.array([label_of[row["id"]] for row in said], dtype=float)
    print(json.dumps({"detector": rule_of(said, labels, "twns"), "portable": rule_of(said, labels, "ns")}, indent=2))
