"""Makes the rule of src/classifiers/detector/rule.ts.

What the learned parts say becomes a probability on rows that neither was trained on (Platt 1999). Named signals are few among those rows and many among
real attacks: they are anchored at the threshold instead, so that a phrase that is known by name is suspicious whatever a model thinks of it.
"""

import numpy as np
from scipy.optimize import minimize

CLAMP = 12.0
# Slopes are pulled towards none; intercepts are not.
RIDGE = 1e-3
NAMES = {"t": "tokens", "n": "ngrams", "s": "signals"}
# Who says of itself what it sees.
CERTAIN = {"bias": 0, "weight": 1, "ceiling": 12}
# N-grams know the wordings of rows like those that they learned from, and the held-out rows are such. Heard out, they cost nine points of attacks in documents
# at one per cent of false alarms: they tip a scale that is nearly even, and do no more.
CEILINGS = {"t": CLAMP, "n": -2.0}
# Signals with this score stand at the threshold. However many there are, alone they say a little more than that: to be malicious takes a second voice.
ANCHOR, STEEPNESS, ABOVE = 0.85, 2.0, 0.25


def logit(p: float) -> float:
    return float(np.log(p / (1 - p)))


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


def learned_voices(rows: list[dict], labels: np.ndarray) -> dict:
    rule = {}
    for key, ceiling in CEILINGS.items():
        bias, weight = platt(np.clip([row[key] for row in rows], -CLAMP, CLAMP), labels)
        rule[NAMES[key]] = {"bias": round(bias, 4), "weight": round(weight, 4), "ceiling": ceiling}
    return rule


def anchored_voice(threshold: float) -> dict:
    at = logit(threshold)
    return {"bias": round(at - STEEPNESS * logit(ANCHOR), 4), "weight": STEEPNESS, "ceiling": round(at + ABOVE, 4)}


def scores(said: list[dict], rule: dict) -> np.ndarray:
    """The noisy-or of the voices, as src/classifiers/detector/rule.ts computes it."""
    silence = np.ones(len(said))
    for key, name in NAMES.items():
        if name not in rule:
            continue
        voice, x = rule[name], np.clip([row[key] for row in said], -CLAMP, CLAMP)
        silence /= 1 + np.exp(np.minimum(voice["ceiling"], voice["bias"] + voice["weight"] * x))
    return 1 - silence
