"""Training of the token rows on pairs, with the teacher's vectors of single texts beside them.

Each step takes a batch of pairs (half the batches headings, definitions and documentation, half cloze pairs) and lets
every query find its passage among those of the batch; most of a batch is of one source, so that the others are hard to
tell apart. The same step pulls the vectors of other texts towards the teacher's.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from tokenizers import Tokenizer

from .augment import Questions
from .corpus import Pairs
from .gradient import Bag, backward, contrast, forward
from .model import token_counts
from .optimizer import RowAdam

MAX_PASSAGE_TOKENS = 400


@dataclass(frozen=True)
class Plan:
    """What training is set to. `scale` is the inverse temperature; `smoothing` the exponent of a source's share."""

    steps: int = 2500
    batch: int = 1024
    peak_rate: float = 0.05
    scale: float = 20.0
    cloze_share: float = 0.5
    question_share: float = 0.7
    single_source_share: float = 0.75
    smoothing: float = 0.6
    teacher_weight: float = 5.0


class PairSampler:
    """Batches of pairs as token counts, with what is known to be right besides a query's own passage."""

    def __init__(self, pairs: Pairs, tokenizer: Tokenizer, plan: Plan) -> None:
        self.plan = plan
        self.queries = token_counts(tokenizer, pairs.queries).astype(np.float32)
        self.passages = token_counts(tokenizer, pairs.passages, MAX_PASSAGE_TOKENS).astype(np.float32)
        self.query_ids = np.unique(pairs.queries, return_inverse=True)[1]
        self.passage_ids = np.unique(pairs.passages, return_inverse=True)[1]
        sources = np.array(pairs.sources)
        groups = [np.flatnonzero(sources == source) for source in np.unique(sources)]
        self.groups = [group for group in groups if len(group) >= 64]
        shares = np.array([len(group) for group in self.groups]) ** plan.smoothing
        self.shares = shares / shares.sum()

    def rows(self, rng: np.random.Generator) -> np.ndarray:
        """Distinct pair numbers, most of them of one source."""
        group = self.groups[rng.choice(len(self.groups), p=self.shares)]
        size = min(len(group), int(self.plan.batch * self.plan.single_source_share))
        chosen = rng.choice(group, size, replace=False)
        others = rng.choice(len(self.groups), self.plan.batch - size, p=self.shares)
        return np.unique(np.concatenate([chosen, [rng.choice(self.groups[other]) for other in others]]).astype(np.int64))

    def same(self, rows: np.ndarray) -> np.ndarray:
        queries, passages = self.query_ids[rows], self.passage_ids[rows]
        same = (queries[:, None] == queries) | (passages[:, None] == passages)
        np.fill_diagonal(same, False)
        return same


def train(
    table: np.ndarray,
    tokenizer: Tokenizer,
    pairs: Pairs,
    cloze: Pairs,
    taught: tuple[sparse.csr_matrix, np.ndarray],
    plan: Plan,
    seed: int,
) -> np.ndarray:
    """Trains a copy of `table` [tokens, dimension] and returns it.

    `taught` are texts as token counts and the teacher's unit vectors of them, in the space of `table`.
    """
    rng = np.random.default_rng(seed)
    samplers = [PairSampler(pairs, tokenizer, plan), PairSampler(cloze, tokenizer, plan)]
    questions = Questions(tokenizer, plan.question_share)
    adam = RowAdam(table.astype(np.float32))
    loss_sum = 0.0
    for step in range(plan.steps):
        is_cloze = rng.random() < plan.cloze_share
        sampler = samplers[is_cloze]
        rows = sampler.rows(rng)
        query, passage = Bag.of(questions.ask(sampler.queries[rows], rng)), Bag.of(sampler.passages[rows])
        query_unit, query_norm = forward(query, adam.table)
        passage_unit, passage_norm = forward(passage, adam.table)
        loss, query_gradient, passage_gradient = contrast(query_unit, passage_unit, plan.scale, sampler.same(rows))
        parts = [
            (query.tokens, backward(query, query_unit, query_norm, query_gradient)),
            (passage.tokens, backward(passage, passage_unit, passage_norm, passage_gradient)),
            _towards_teacher(adam.table, taught, plan, rng),
        ]
        adam.step(*_summed(parts), _rate(step, plan))
        loss_sum += loss
        if (step + 1) % 500 == 0:
            print(f"step {step + 1} of {plan.steps}: mean loss {loss_sum / 500:.3f}", flush=True)
            loss_sum = 0.0
    # An unknown word says nothing.
    adam.table[0] = 0
    return adam.table


def _towards_teacher(table: np.ndarray, taught: tuple[sparse.csr_matrix, np.ndarray], plan: Plan, rng: np.random.Generator):
    """Tokens and the gradient of their rows for 1 - cosine between student and teacher, on random texts."""
    counts, vectors = taught
    rows = rng.choice(len(vectors), min(plan.batch, len(vectors)), replace=False)
    bag = Bag.of(counts[rows])
    unit, norms = forward(bag, table)
    return bag.tokens, backward(bag, unit, norms, vectors[rows] * np.float32(-plan.teacher_weight / len(rows)))


def _summed(parts: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """The gradients of several bags, added where they share tokens."""
    tokens = np.unique(np.concatenate([rows for rows, _ in parts]))
    total = np.zeros((len(tokens), parts[0][1].shape[1]), np.float32)
    for rows, gradient in parts:
        total[np.searchsorted(tokens, rows)] += gradient
    return tokens, total


def _rate(step: int, plan: Plan, warm: float = 0.05) -> float:
    """Linear warm-up, then linear decay to zero."""
    return plan.peak_rate * min((step + 1) / (warm * plan.steps), (plan.steps - step) / ((1 - warm) * plan.steps))
