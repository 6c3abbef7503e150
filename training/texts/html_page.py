"""Reads one HTML page into sections. Menus, tables and scripts are left out."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from .clean import plain
from .markup import Section


class _Page(HTMLParser):
    """Collects the sections of one HTML page."""

    _BREAKS = frozenset(
        ["p", "li", "dd", "dt", "div", "td", "th", "tr", "section", "blockquote", "br", "ul", "ol", "dl", "table"]
    )
    _SILENT = frozenset(["script", "style", "nav", "head", "footer", "table", "select"])

    def __init__(self) -> None:
        super().__init__()
        self.done: list[Section] = []
        self.section = Section([])
        self.headings: list[tuple[int, str]] = []
        self.buffer: list[str] = []
        self.silent = 0
        self.pre = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in self._SILENT:
            self.silent += 1
        if tag in self._BREAKS or tag == "pre" or re.fullmatch("h[1-6]", tag):
            self.flush()
        self.pre = self.pre or tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self.silent = max(0, self.silent - 1)
        if re.fullmatch("h[1-6]", tag):
            title = plain("".join(self.buffer)).rstrip("¶#")
            self.buffer.clear()
            self.done.append(self.section)
            while self.headings and self.headings[-1][0] >= int(tag[1]):
                self.headings.pop()
            self.headings.append((int(tag[1]), re.sub(r"^[\d.]+\s+", "", title)))
            self.section = Section([heading for _, heading in self.headings if heading])
        elif tag == "pre":
            code = "".join(self.buffer).strip("\n")
            self.buffer.clear()
            self.section.codes.append((self.section.paragraphs[-1] if self.section.paragraphs else "", code))
            self.pre = False
        elif tag in self._BREAKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.buffer.append(data)

    def flush(self) -> None:
        joined = plain("".join(self.buffer))
        self.buffer.clear()
        if joined:
            self.section.paragraphs.append(joined)


def sections_of_html(document: str) -> Iterator[Section]:
    page = _Page()
    page.feed(document)
    page.flush()
    yield from page.done
    yield page.section
