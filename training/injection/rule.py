"""Fits the rules that make one probability of what the stages say: logistic regression on rows that no stage was trained on."""

import numpy as np
from scipy.optimize import minimize

CLAMP = 12.0
# Weights are pulled towards none; the intercept is not.
RIDGE = 1e-3
NAMES = {"t": "tokens", "w": "window", "n": "ngrams", "s": "signals"}
# What a phrase that is known by name says counts whole, though few of the rows hold one: others must not talk it away.
LEAST = {"s": 1.0}


def fit(features: np.ndarray, labels: np.ndarray, least: list[float]) -> tuple[float, np.ndarray]:
    """Weights are not negative: a stage that is alarmed never speaks for a text."""
    x = np.clip(features, -CLAMP, CLAMP)

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        bias, weights = values[0], values[1:]
        z = bias + x @ weights
        wrong = 1 / (1 + np.exp(-z)) - labels
        value = np.mean(np.logaddexp(0, z) - labels * z) + RIDGE * weights @ weights
        gradient = np.concatenate(([wrong.mean()], x.T @ wrong / len(labels) + 2 * RIDGE * weights))
        return value, gradient

    bounds = [(None, None)] + [(low, None) for low in least]
    found = minimize(loss, np.array([0, *least], dtype=float), jac=True, bounds=bounds, method="L-BFGS-B")
    return float(found.x[0]), found.x[1:]


def rule_of(rows: list[dict], labels: np.ndarray, keys: str) -> dict:
    features = np.array([[row[key] for key in keys] for row in rows], dtype=float)
    bias, weights = fit(features, labels, [LEAST.get(key, 0.0) for key in keys])
    return {"bias": round(bias, 4), **{NAMES[key]: round(float(weight), 4) for key, weight in zip(keys, weights)}}
