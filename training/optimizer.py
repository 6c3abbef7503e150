"""Adam over the rows of one table that a step touched. Rows that no text of a batch holds stay as they are."""

import numpy as np


class RowAdam:
    def __init__(self, table: np.ndarray, first_decay: float = 0.9, second_decay: float = 0.999) -> None:
        self.table = table
        self.first = np.zeros_like(table)
        self.second = np.zeros_like(table)
        self.decays = (first_decay, second_decay)
        self.steps = np.zeros(len(table), np.int64)

    def step(self, rows: np.ndarray, gradient: np.ndarray, rate: float) -> None:
        """`gradient` [rows, dimension] belongs to `rows`, which are distinct. Corrects bias by each row's own steps."""
        one, two = self.decays
        self.steps[rows] += 1
        age = self.steps[rows][:, None].astype(np.float32)
        first = self.first[rows] * np.float32(one) + gradient * np.float32(1 - one)
        second = self.second[rows] * np.float32(two) + gradient * gradient * np.float32(1 - two)
        self.first[rows], self.second[rows] = first, second
        step = (first / (1 - np.float32(one) ** age)) / (np.sqrt(second / (1 - np.float32(two) ** age)) + np.float32(1e-8))
        self.table[rows] -= np.float32(rate) * step
