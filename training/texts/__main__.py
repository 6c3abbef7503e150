"""Makes the texts that the embedder is distilled on: `python -m training.texts [OUT]`.

Downloads the archives that sources.json pins, reads, cleans, samples with a fixed seed, and writes
OUT/texts.jsonl.gz ({"text", "source"}), OUT/pairs.jsonl.gz ({"query", "passage", "kind", "source"}) and
OUT/counts.json. The same table gives the same bytes. Needs PyYAML, and the clients of the registries in the table.
"""

import gzip
import io
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ..settings import SEED, TEXTS_FOLDER
from .archive import members
from .fetch import fetch
from .material import Item
from .readers import readers_of
from .select import Seen, SeenPairs, place, share

TABLE = Path(__file__).resolve().parent.parent / "sources.json"
USUAL_CAP = 5_000
MAX_CHARACTERS = 2_400
#: Each reader of a source stops after the file in which it has yielded this many times the cap.
SLACK = 1.6


def items_of(source: dict, archive: Path) -> Iterator[Item]:
    limit = source.get("cap", USUAL_CAP) * SLACK
    for reader, wanted in readers_of(source["take"]):
        count = 0
        for _, content in members(archive, wanted, everything=source.get("everything", False)):
            if count >= limit:
                break
            document = content.decode("utf-8", errors="replace")
            if document.count("\ufffd") > 20:
                continue
            for item in reader(document):
                count += 1
                if 20 <= len(item.body) <= MAX_CHARACTERS:
                    yield item


def make(out: Path) -> None:
    table = json.loads(TABLE.read_text())
    texts: list[tuple[bytes, str, str]] = []
    pairs: list[tuple[bytes, Item, str]] = []
    seen, seen_pairs = Seen(), SeenPairs()
    counts: dict[str, Counter[str]] = {}
    for source in table:
        label = f"{source['registry']}:{source['name']}"
        cap = source.get("cap", USUAL_CAP)
        items = list(items_of(source, fetch(source, out / "archives")))
        count = counts.setdefault(label, Counter())
        for item in share((item for item in items if not item.query), cap * 5 // 4, SEED):
            if count["texts"] < cap and seen.admits(item.body):
                texts.append((place(SEED, item), item.body, label))
                count.update(["texts", item.kind])
        for item in share((item for item in items if item.query), cap // 2, SEED):
            if seen_pairs.admits(item):
                pairs.append((place(SEED, item), item, label))
                count.update(["pairs", f"pair:{item.kind}"])
        print(f"{label}: {count['texts']} texts, {count['pairs']} pairs", file=sys.stderr, flush=True)
    _write(out / "texts.jsonl.gz", ({"text": body, "source": label} for _, body, label in sorted(texts)))
    _write(
        out / "pairs.jsonl.gz",
        (
            {"query": item.query, "passage": item.body, "kind": item.kind, "source": label}
            for _, item, label in sorted(pairs)
        ),
    )
    (out / "counts.json").write_text(json.dumps(counts, indent=1) + "\n")
    print(f"{len(texts)} texts, {len(pairs)} pairs", file=sys.stderr)


def _write(path: Path, rows: Iterator[dict]) -> None:
    part = path.with_name(path.name + ".part")
    with (
        gzip.GzipFile(part, "wb", compresslevel=5, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8") as file,
    ):
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    part.rename(path)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else TEXTS_FOLDER)
