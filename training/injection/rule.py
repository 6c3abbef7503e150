"""Fits the voices of the rule: what each part says, as a probability (Platt 1999), on rows that no part was trained on."""

import numpy as np
from scipy.optimize import minimize

CLAMP = 12.0
# Slopes are pulled towards none; intercepts are not.
RIDGE = 1e-3
NAMES = {"t": "tokens", "n": "ngrams", "s": "signals"}
# N-grams know the wordings of rows like those that they learned from, and the held-out rows are such: they can support others, and not decide alone.
CEILINGS = {"t": CLAMP, "n": 2.0, "s": CLAMP}


def platt(x: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Bias and weight of a logistic regression on one feature. The weight is not negative: who is alarmed never speaks for a text."""

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        bias, weight = values
        z = bias + x * weight
        wrong = 1 / (1 + np.exp(-z)) - labels
        value = np.mean(np.logaddexp(0, z) - labels * z) + RIDGE * weight**2
        return value, np.array([wrong.mean(), (x * wrong).mean() + 2 * RIDGE * weight])

    found = minimize(loss, np.array([0.0, 1.0]), jac=True, bounds=[(None, None), (0, None)], method="L-BFGS-B")
    return float(found.x[0]), float(found.x[1])


def rule_of(rows: list[dict], labels: np.ndarray) -> dict:
    rule = {}
    for key, name in NAMES.items():
        bias, weight = platt(np.clip([row[key] for row in rows], -CLAMP, CLAMP), labels)
        rule[name] = {"bias": round(bias, 4), "weight": round(weight, 4), "ceiling": CEILINGS[key]}
    return rule


def scores(said: list[dict], rule: dict) -> np.ndarray:
    """The noisy-or of the voices, as src/classifiers/detector/rule.ts computes it."""
    silence = np.ones(len(said))
    for key, name in NAMES.items():
        voice, x = rule[name], np.clip([row[key] for row in said], -CLAMP, CLAMP)
        silence /= 1 + np.exp(np.minimum(voice["ceiling"], voice["bias"] + voice["weight"] * x))
    return 1 - silence
