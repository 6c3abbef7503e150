"""Books of phrases: JSON files in a folder, and in its folder `more` what the last two stages of training add to them."""

import json
from pathlib import Path


def read_books(folder: Path, is_all: bool) -> dict[str, dict[str, list[str]]]:
    books = {path.stem: _read(path) for path in sorted(folder.glob("*.json"))}
    if is_all:
        for path in sorted((folder / "more").glob("*.json")):
            for key, phrases in _read(path).items():
                books[path.stem][key] = [*books[path.stem].get(key, []), *phrases]
    return books


def _read(path: Path) -> dict[str, list[str]]:
    return json.loads(path.read_text(encoding="utf-8"))
