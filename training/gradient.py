"""Gradients of the token rows, by hand.

A text's vector is the sum of its tokens' rows, scaled to length 1, so every gradient is a few matrix products and no
framework is needed.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse


@dataclass
class Bag:
    """A batch of texts as counts over the tokens that occur in it."""

    counts: sparse.csr_matrix
    tokens: np.ndarray

    @staticmethod
    def of(counts: sparse.csr_matrix) -> "Bag":
        tokens, columns = np.unique(counts.indices, return_inverse=True)
        shape = (counts.shape[0], len(tokens))
        return Bag(sparse.csr_matrix((counts.data, columns.astype(np.int32), counts.indptr), shape=shape), tokens)


def forward(bag: Bag, table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors of the texts, and the lengths before scaling."""
    sums = bag.counts @ table[bag.tokens]
    norms = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
    return sums / norms, norms


def backward(bag: Bag, unit: np.ndarray, norms: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """The gradient of the bag's token rows, from that of its unit vectors."""
    along = (gradient * unit).sum(axis=1, keepdims=True)
    return bag.counts.T @ ((gradient - along * unit) / norms)


def _softmax(scores: np.ndarray) -> np.ndarray:
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True)


def contrast(queries: np.ndarray, passages: np.ndarray, scale: float, same: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Symmetric cross-entropy of each pair against the others of the batch, and its gradients.

    `same[i, j]` says that passage j is as right for query i as its own: not counted against it.
    """
    size = len(queries)
    scores = scale * (queries @ passages.T)
    scores[same] = -1e4
    diagonal = np.arange(size)
    forth, back = _softmax(scores), _softmax(scores.T)
    loss = -float(np.log(forth[diagonal, diagonal]).mean() + np.log(back[diagonal, diagonal]).mean()) / 2
    forth[diagonal, diagonal] -= 1
    back[diagonal, diagonal] -= 1
    gradient = (forth + back.T) * np.float32(scale / (2 * size))
    gradient[same] = 0
    return loss, gradient @ passages, gradient.T @ queries
