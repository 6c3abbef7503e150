"""The two things that every reader yields: a text, and a pair of a query with the passage that answers it."""

from typing import NamedTuple


class Item(NamedTuple):
    #: What it is: sentence, passage, code, definition, heading, docstring, question, adjacent, summary, name.
    kind: str
    #: Empty for a text that stands alone.
    query: str
    body: str


def text(kind: str, body: str) -> Item:
    return Item(kind, "", body.strip())


def pair(kind: str, query: str, body: str) -> Item:
    return Item(kind, query.strip(), body.strip())
