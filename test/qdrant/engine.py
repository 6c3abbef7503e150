"""
All collections, and the names that lead to them: their own and their aliases. Every collection has a folder of its own, which goes with
the server; nothing is read back.
"""

import pathlib
import shutil
import threading

from collection import Collection
from filters import Refusal, fields


class Collections:
    """All collections by name, and their aliases."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.lock = threading.RLock()
        self.named = {}
        self.aliases = {}
        self.made = 0

    def get(self, name):
        with self.lock:
            found = self.named.get(self.aliases.get(name, name))
        if found is None:
            raise Refusal(404, f"Not found: Collection `{name}` doesn't exist!")
        return found

    def create(self, name, body):
        with self.lock:
            if name in self.named or name in self.aliases:
                raise Refusal(409, f"Wrong input: Collection `{name}` already exists!")
            self.made += 1
            self.named[name] = Collection(self.folder / str(self.made), body)
        return True

    def delete(self, name):
        with self.lock:
            gone = self.named.pop(name, None)
            self.aliases = {alias: to for alias, to in self.aliases.items() if to != name}
        if gone is None:
            return False
        with gone.lock:
            gone.shard.close()
            # Hundreds of them would take minutes at the end.
            shutil.rmtree(gone.folder, ignore_errors=True)
        return True

    def exists(self, name):
        return {"exists": self.aliases.get(name, name) in self.named}

    def list(self):
        return {"collections": [{"name": name} for name in sorted(self.named)]}

    def list_aliases(self, name=None):
        wanted = None if name is None else self.aliases.get(name, name)
        pairs = [(alias, to) for alias, to in sorted(self.aliases.items()) if wanted in (None, to)]
        return {"aliases": [{"alias_name": alias, "collection_name": to} for alias, to in pairs]}

    def change_aliases(self, body):
        """All actions or none, and nobody sees a part of them."""
        with self.lock:
            aliases = dict(self.aliases)
            for action in fields(body, ("actions",), "a change of aliases").get("actions", []):
                [(name, given)] = fields(action, ("create_alias", "delete_alias", "rename_alias"), "an action").items()
                self.apply(aliases, name, given)
            self.aliases = aliases
        return True

    def apply(self, aliases, name, given):
        if name == "create_alias":
            self.get(given["collection_name"])
            if given["alias_name"] in self.named:
                raise Refusal(409, f"Wrong input: Collection `{given['alias_name']}` already exists!")
            aliases[given["alias_name"]] = given["collection_name"]
        elif name == "delete_alias":
            aliases.pop(given["alias_name"], None)
        elif given["old_alias_name"] not in aliases:
            raise Refusal(404, f"Not found: Alias {given['old_alias_name']} does not exists!")
        else:
            aliases[given["new_alias_name"]] = aliases.pop(given["old_alias_name"])

    def close(self):
        for each in self.named.values():
            each.shard.close()
        shutil.rmtree(self.folder, ignore_errors=True)
