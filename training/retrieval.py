"""Retrieval collections in BEIR layout, the rankers compared on them, and nDCG.

BM25 is the product's own: SQLite FTS5 with `porter unicode61`, any word of the question. `okapi` is the usual
reference with k1 = 0.9 and b = 0.4. Vectors are compared by the dot product of unit vectors, exactly.
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


def fts5_ranking(collection: Collection, depth: int) -> list[list[int]]:
    """Row numbers of the best documents for each query, best first."""
    db = sqlite3.connect(":memory:")
    db.execute("create virtual table words using fts5 (title, body, tokenize = 'porter unicode61 remove_diacritics 2')")
    rows = ((i, t, b) for i, (t, b) in enumerate(zip(collection.titles, collection.bodies)))
    db.executemany("insert into words (rowid, title, body) values (?, ?, ?)", rows)
    sql = f"select rowid from words where words match ? order by bm25(words, {FIELD_WEIGHTS[0]}, {FIELD_WEIGHTS[1]}), rowid limit ?"
    rankings = []
    for query in collection.queries:
        words = dict.fromkeys(WORD.findall(query.lower()))
        match = " OR ".join(f'"{word}"' for word in list(words)[:64])
        rankings.append([row[0] for row in db.execute(sql, (match, depth))] if match else [])
    return rankings


def vector_ranking(queries: np.ndarray, documents: np.ndarray, depth: int, minimum: float = -1.0) -> list[list[int]]:
    """The same by cosine, for unit rows; zero rows find nothing and are not found."""
    present = documents.any(axis=1)
    rankings = []
    for row in queries:
        scores = np.where(present, documents @ row, -2.0)
        order = np.argsort(-scores, kind="stable")[:depth]
        rankings.append([int(i) for i in order if row.any() and scores[i] >= max(minimum, -1.0)])
    return rankings


def fuse(rankings: list[list[list[int]]], weights: list[float], constant: float, depth: int) -> list[list[int]]:
    """Weighted reciprocal rank fusion of the first `depth` of each ranking (Cormack, Clarke and Buettcher 2009)."""
    fused = []
    for lists in zip(*rankings):
        scores: dict[int, float] = {}
        for weight, ranking in zip(weights, lists):
            for rank, document in enumerate(ranking[:depth], start=1):
                scores[document] = scores.get(document, 0.0) + weight / (constant + rank)
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
