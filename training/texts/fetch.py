"""Brings one pinned archive of a package registry to disk and checks its sha256.

Each registry is asked through its own client, as that client is set up on this machine. A file whose digest differs
from the table's is removed and refused. Nothing of a package is built, installed or run.
"""

import hashlib
import json
import os
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path


def fetch(source: dict, folder: Path) -> Path:
    """The archive of `source` in `folder`, downloaded if it is not there yet. Raises ValueError on another digest."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / source["file"]
    if not path.exists():
        _download(source, path)
    digest = sha256_of(path)
    if digest != source["sha256"]:
        path.unlink()
        raise ValueError(f"`{source['file']}` has sha256 `{digest}`, the table says `{source['sha256']}`")
    return path


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def index_files(name: str) -> list[dict]:
    """What the Python package index lists for `name`: dicts with `filename`, `url` and `hashes`."""
    page = f"{_index_address()}/{name}/"
    request = urllib.request.Request(page, headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        files = json.load(reply)["files"]
    return [{**file, "url": urllib.parse.urljoin(page, file["url"])} for file in files]


def _download(source: dict, path: Path) -> None:
    name, version = source["name"], source["version"]
    match source["registry"]:
        case "pypi":
            # `pip download` would build a source archive to read its metadata; the index's own list does not.
            found = next(file for file in index_files(name) if file["filename"] == source["file"])
            part = path.with_name(path.name + ".part")
            with urllib.request.urlopen(found["url"], timeout=180) as reply, part.open("wb") as out:
                while block := reply.read(1 << 20):
                    out.write(block)
            part.rename(path)
        case "npm":
            command = ["npm", "pack", f"{name}@{version}", "--ignore-scripts", "--silent", "--pack-destination"]
            subprocess.run([*command, str(path.parent)], check=True, capture_output=True)
        case "debian":
            subprocess.run(
                ["apt-get", "download", f"{name}={version}"], check=True, capture_output=True, cwd=path.parent
            )
        case other:
            raise ValueError(f"unknown registry `{other}`")


def _index_address() -> str:
    if address := os.environ.get("PIP_INDEX_URL"):
        return address.rstrip("/")
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True
    )
    if asked.returncode == 0:
        return asked.stdout.strip().rstrip("/")
    from pip._internal.models.index import PyPI

    return PyPI.simple_url
