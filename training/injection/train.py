"""Trains the tagger. Goes on from its last checkpoint.

    python -m training.injection.train --stage pool.jsonl 500 --stage all.jsonl 3000 --base FOLDER --out FOLDER [--without SOURCE …] [--share 0.05]
                                    [--go-on-from FILE --rate 1.2e-4 --seed 1]

The stages follow each other, each with so many steps, or with that share of them. It begins with the base, whose embeddings and first layer stay as they
are; or with a tagger that was trained before, of which nothing stays.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import BertWordPieceTokenizer

from training.injection.encoder import Tagger, load_base
from training.injection.pool import without
from training.injection.windows import UNKNOWN, Window, cut, read_rows, tokenizer_of

SEED = 20261122
BATCH = 32
# Warm-up, a constant rate, and a decay over the last part (Hägele et al. 2024): how long to train can be decided until the decay begins.
RATE = 1.5e-4
WARM_UP_STEPS = 120
COOL_DOWN = 0.25
DECAY = 0.01
DROPOUT = 0.0
FROZEN = 1
EXTRA = 0.3
CHECKPOINT_EVERY = 100
# Rows that no model sees in training, by the hash of their group: for the rule that combines the stages.
HELD_OUT = 20


def is_held_out(row: dict) -> bool:
    return sum(row["group"].encode()) % HELD_OUT == 0


def stage_of(seed: int, path: Path, full: int, left_out: list[str], share: float) -> tuple[list[dict], int]:
    """Rows and steps of a stage. A share of the steps reads no more rows than it needs: always the same, and for those left out the next."""
    rows, steps = [row for row in read_rows(path) if not is_held_out(row)], round(full * share)
    if share == 1:
        return without(rows, left_out), steps
    random.Random(seed).shuffle(rows)
    return without(rows, left_out)[: steps * BATCH], steps


def batches(rng: random.Random, windows: list[Window]) -> Iterator[list[Window]]:
    """Windows of like length together, in random order."""
    shuffled = sorted(windows, key=lambda window: (len(window.ids) // 8, rng.random()))
    groups = [shuffled[at : at + BATCH] for at in range(0, len(shuffled), BATCH)]
    rng.shuffle(groups)
    yield from groups


def tensors(batch: list[Window]) -> tuple[torch.Tensor, ...]:
    longest = max(len(window.ids) for window in batch)
    pad = lambda values, fill: values + [fill] * (longest - len(values))
    ids = torch.tensor([pad(window.ids, 0) for window in batch])
    mask = torch.tensor([pad([1] * len(window.ids), 0) for window in batch])
    tokens = torch.tensor([pad(window.tokens, UNKNOWN) for window in batch])
    return ids, mask, tokens, torch.tensor([window.label for window in batch])


def loss_of(logits: torch.Tensor, tokens: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    known, judged = tokens != UNKNOWN, labels != UNKNOWN
    by_token = F.binary_cross_entropy_with_logits(logits[..., 0][known], tokens[known].float())
    by_window = F.binary_cross_entropy_with_logits(logits[:, 0, 1][judged], labels[judged].float())
    return by_token + by_window


def plan_of(rng: random.Random, rows: list[dict], tokenizer: BertWordPieceTokenizer, steps: int) -> list[list[Window]]:
    """The batches of all steps: pass after pass over the rows, each cut anew. A longer plan begins with the shorter one."""
    plan: list[list[Window]] = []
    while len(plan) < steps:
        windows = list(cut(rng, rows, tokenizer, EXTRA))
        plan.extend(batches(rng, windows))
        print(f"{len(rows)} rows, {len(windows)} windows, {len(plan)} steps", flush=True)
    return plan[:steps]


def pace(step: int, steps: int) -> float:
    """The share of the full rate."""
    return min((step + 1) / WARM_UP_STEPS, 1.0, max(0.0, (steps - step) / (steps * COOL_DOWN)))


def begin(base: Path, trained: Path | None) -> Tagger:
    if trained is None:
        tagger = load_base(base / "model.safetensors", DROPOUT)
        tagger.freeze_below(FROZEN)
        return tagger
    tagger = Tagger(dropout=DROPOUT)
    tagger.load_state_dict(torch.load(trained))
    return tagger


def train(
    tagger: Tagger, rate: float, seed: int, stages: list[tuple[list[dict], int]], tokenizer: BertWordPieceTokenizer, out: Path
) -> None:
    plan = [batch for at, (rows, count) in enumerate(stages) for batch in plan_of(random.Random(seed + at), rows, tokenizer, count)]
    steps = len(plan)
    print(f"{sum(len(window.ids) for batch in plan for window in batch)} tokens", flush=True)
    learning = [parameter for parameter in tagger.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=rate, weight_decay=DECAY, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: pace(step, steps))
    checkpoint = out / "checkpoint.pt"
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        tagger.load_state_dict(saved["tagger"])
        optimizer.load_state_dict(saved["optimizer"])
        done = saved["done"]
        schedule.load_state_dict(saved["schedule"])
        torch.set_rng_state(saved["rng"])
    tagger.train()
    since, sums = time.time(), 0.0
    for step in range(done, len(plan)):
        ids, mask, tokens, labels = tensors(plan[step])
        loss = loss_of(tagger(ids, mask), tokens, labels)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        schedule.step()
        sums += loss.item()
        if (step + 1) % 20 == 0:
            print(json.dumps({"step": step + 1, "loss": round(sums / 20, 4), "seconds": round(time.time() - since)}), flush=True)
            sums = 0.0
        if (step + 1) % CHECKPOINT_EVERY == 0 or step + 1 == len(plan):
            state = {"tagger": tagger.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
            torch.save({**state, "done": step + 1, "rng": torch.get_rng_state()}, out / "checkpoint.tmp")
            (out / "checkpoint.tmp").rename(checkpoint)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", nargs=2, action="append", metavar=("ROWS", "STEPS"), required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--go-on-from", type=Path)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=SEED, help="of the order of the texts, and how they are cut")
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(chosen.threads)
    stages = [
        stage_of(SEED + at, Path(rows), int(steps), chosen.without, chosen.share) for at, (rows, steps) in enumerate(chosen.stage)
    ]
    torch.manual_seed(chosen.seed)
    tagger = begin(chosen.base, chosen.go_on_from)
    train(tagger, chosen.rate, chosen.seed, stages, tokenizer_of(chosen.base / "vocab.txt"), chosen.out)
    torch.save(tagger.state_dict(), chosen.out / "tagger.pt")
