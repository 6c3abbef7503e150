"""Retrieval collections in BEIR layout, the rankers compared on them, and nDCG.

BM25 is SQLite FTS5 with `porter unicode61`, any word of the question: simpler than the product's own, and weaker. Vectors
are compared by the dot product of unit vectors, exactly.
"""

import json
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import numpy as np

WORD = re.compile(r"[^\W_]+")
# Title, body: as in the product's index.
FIELD_WEIGHTS = (3.0, 1.0)


@dataclass
class Collection:
    name: str
    ids: list[str]
    titles: list[str]
    bodies: list[str]
    query_ids: list[str]
    queries: list[str]
    relevant: dict[str, dict[str, int]]

    @property
    def texts(self) -> list[str]:
        """What is embedded: the title, unless the body begins with it, and the body."""
        pairs = zip(self.titles, self.bodies)
        return [body if not title or body.startswith(title) else f"{title}\n{body}" for title, body in pairs]


def load(folder: Path) -> Collection:
    relevant: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels" / "test.tsv").read_text().splitlines()[1:]:
        query, document, gain = line.split("\t")
        if int(gain) > 0:
            relevant.setdefault(query, {})[document] = int(gain)
    documents = [json.loads(line) for line in (folder / "corpus.jsonl").open()]
    queries = [json.loads(line) for line in (folder / "queries.jsonl").open()]
    queries = [query for query in queries if query["_id"] in relevant]
    return Collection(
        folder.name,
        [d["_id"] for d in documents],
        [d.get("title", "") for d in documents],
        [d["text"] for d in documents],
        [q["_id"] for q in queries],
        [q["text"] for q in queries],
        relevant,
    )


def fts5_ranking(collection: Collection, depth: int) -> list[list[tuple[int, float]]]:
    """Row numbers and scores (more is better) of the best documents for each query, best first."""
    db = sqlite3.connect(":memory:")
    db.execute("create virtual table words using fts5 (title, body, tokenize = 'porter unicode61 remove_diacritics 2')")
    rows = ((i, t, b) for i, (t, b) in enumerate(zip(collection.titles, collection.bodies)))
    db.executemany("insert into words (rowid, title, body) values (?, ?, ?)", rows)
    score = f"bm25(words, {FIELD_WEIGHTS[0]}, {FIELD_WEIGHTS[1]})"
    sql = f"select rowid, -{score} from words where words match ? order by {score}, rowid limit ?"
    rankings = []
    for query in collection.queries:
        words = dict.fromkeys(WORD.findall(query.lower()))
        match = " OR ".join(f'"{word}"' for word in list(words)[:64])
        rankings.append(db.execute(sql, (match, depth)).fetchall() if match else [])
    return rankings


def cosines(queries: np.ndarray, documents: np.ndarray) -> np.ndarray:
    """[queries, documents] for unit rows; zero rows find nothing and are not found, and have -2."""
    present = documents.any(axis=1)
    return np.array([np.where(present & row.any(), documents @ row, -2.0) for row in queries])


def vector_ranking(similar: np.ndarray, depth: int, minimum: float = -1.0) -> list[list[int]]:
    """Row numbers of the closest documents for each query, best first, none below `minimum`."""
    orders = np.argsort(-similar, axis=1, kind="stable")[:, :depth]
    return [[int(i) for i in order if row[i] >= max(minimum, -1.0)] for row, order in zip(similar, orders)]


def fuse(by_words: list[list[tuple[int, float]]], similar: np.ndarray, floor: float, weight: float, depth: int) -> list[list[int]]:
    """The convex combination of `src/index/fusion.ts`: each score as a share of the best (Bruch, Gai and Ingber 2023).

    Whatever one of the two rankings holds gets both scores. A cosine of `floor` or less adds nothing.
    """
    fused = []
    for words, near, row in zip(by_words, vector_ranking(similar, depth, floor), similar):
        best = max((score for _, score in words), default=0.0)
        scores = dict.fromkeys(near, 0.0) | {document: score / best if best > 0 else 0.0 for document, score in words}
        closest = max((row[document] for document in scores), default=floor)
        for document in scores:
            if row[document] > floor:
                scores[document] += weight * float((row[document] - floor) / (closest - floor))
        fused.append(sorted(scores, key=lambda d: (-scores[d], d)))
    return fused


def ndcg(collection: Collection, rankings: list[list[int]], depth: int = 10) -> float:
    """Mean nDCG with linear gains, as trec_eval and BEIR compute it."""
    total = 0.0
    discounts = 1 / np.log2(np.arange(2, depth + 2))
    for query, ranking in zip(collection.query_ids, rankings):
        gains = collection.relevant[query]
        got = sum(gains.get(collection.ids[d], 0) * discounts[i] for i, d in enumerate(ranking[:depth]))
        ideal = sorted(gains.values(), reverse=True)[:depth]
        total += got / sum(g * discounts[i] for i, g in enumerate(ideal))
    return total / len(collection.query_ids)


def recall(collection: Collection, rankings: list[list[int]], depth: int) -> float:
    """Mean share of a query's relevant documents among its first `depth`."""
    shares = []
    for query, ranking in zip(collection.query_ids, rankings):
        gains = collection.relevant[query]
        shares.append(sum(collection.ids[d] in gains for d in ranking[:depth]) / len(gains))
    return float(np.mean(shares))
