"""Reads source code: docstrings of Python by its syntax tree, doc comments of other languages by their shape.

Pairs the first sentence of a comment with the code it stands on, and a name with what its comment says. It never runs
or imports what it reads.
"""

import ast
import re
import warnings
from collections.abc import Iterator

from .clean import count_words, fit, fit_code, plain, sentences, words_of
from .markup import Section, sections_of_markup
from .material import Item, pair, text
from .prose import material_of

_BLOCK_COMMENT = re.compile(
    r"/\*\*(?P<block>(?:[^*]|\*(?!/)){12,4000})\*/[ \t]*\n"
    r"|(?P<lines>(?:^[ \t]*//[/!]?[^\n]*\n){2,60}|(?:^[ \t]*///[^\n]*\n){1,60})",
    re.MULTILINE,
)
_STARS = re.compile(r"^[ \t]*\*+ ?|^[ \t]*//[/!]? ?", re.MULTILINE)
_TAGGED = re.compile(r"^\s*@(?!(?:link|code)\b)", re.MULTILINE)
_NAME = re.compile(
    r"(?:function|class|interface|type|struct|enum|trait|fn|func|def|const|let|var|void|int|bool|double|string|String|static|public|readonly|get|set|val|fun)\s+\**([A-Za-z_]\w{2,60})"
    r"|^\s*([A-Za-z_]\w{2,60})\??\s*[(:<]|\b([A-Za-z_]\w{2,60})\s*\("
)


def python(source: str) -> Iterator[Item]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    lines = source.splitlines()
    for node in _documented(tree):
        doc = ast.get_docstring(node)
        if isinstance(node, ast.Module):
            if doc and len(doc) > 200:
                yield from _of_doc(doc, [])
            continue
        body = _without_docstring(node, lines) if doc else "\n".join(lines[node.lineno - 1 : node.end_lineno])
        body = _clip(body)
        whole = _clip("\n".join(lines[node.lineno - 1 : node.end_lineno]))
        if fit_code(whole):
            yield text("code", whole)
        if not doc:
            continue
        summary = plain(doc.split("\n\n")[0])
        name = words_of(node.name)
        if fit(summary) and count_words(summary) >= 4:
            if fit_code(body) and not isinstance(node, ast.ClassDef):
                yield pair("docstring", sentences(summary)[0], body)
            if isinstance(node, ast.ClassDef) or len(doc) > 120:
                yield from _of_doc(doc, [name])
            elif count_words(name) >= 2:
                yield text("sentence", summary)
                yield pair("name", name, summary)


def _documented(tree: ast.Module) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """The module, its classes and functions, and theirs of classes; not what is defined inside functions."""
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
        if isinstance(node, (ast.Module, ast.ClassDef, ast.If, ast.Try)):
            pending.extend(node.body)


def commented(source: str) -> Iterator[Item]:
    """Code of the C family (C, C++, Java, JavaScript, TypeScript, Rust, Go, Swift, Kotlin, C#, PHP, Solidity)."""
    for found in _BLOCK_COMMENT.finditer(source):
        comment = _STARS.sub("", found["block"] or found["lines"])
        tagged = _TAGGED.search(comment)
        prose = comment[: tagged.start()] if tagged else comment
        summary = plain(prose.strip().split("\n\n")[0])
        if not fit(summary):
            continue
        code = _clip(source[found.end() : found.end() + 1300], minimum=True)
        first = sentences(summary)[0]
        if fit_code(code) and 4 <= count_words(first) <= 50:
            yield pair("docstring", first, code)
        declared = _NAME.search(source[found.end() : found.end() + 200])
        name = words_of(next(filter(None, declared.groups()), "")) if declared else ""
        if len(prose) > 240:
            yield from _of_doc(prose, [name] if name else [])
        elif count_words(summary) >= 5:
            yield text("sentence" if count_words(summary) <= 30 else "passage", summary)
            if count_words(name) >= 2:
                yield pair("name", name, summary)
    yield from chunks(source)


def chunks(source: str) -> Iterator[Item]:
    """Any source code, cut at blank lines into chunks of 200 to 1,200 characters."""
    held = ""
    for block in re.split(r"\n\s*\n", source[:200_000]):
        if held and len(held) + len(block) > 1000:
            if fit_code(held):
                yield text("code", held)
            held = ""
        held = f"{held}\n\n{block}" if held else block
    if fit_code(held):
        yield text("code", held)


def _of_doc(doc: str, headings: list[str]) -> Iterator[Item]:
    for section in sections_of_markup(doc):
        yield from material_of(Section(headings + section.headings, section.paragraphs, section.codes))


def _without_docstring(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> str:
    docstring = node.body[0]
    return "\n".join(
        lines[node.lineno - 1 : docstring.lineno - 1]
        + lines[(docstring.end_lineno or docstring.lineno) : node.end_lineno]
    )


def _clip(code: str, minimum: bool = False) -> str:
    """At most 1,200 characters, whole lines; with `minimum`, up to the first blank line after 200 characters."""
    if minimum:
        blank = code.find("\n\n", 200)
        code = code[:blank] if 0 < blank <= 1200 else code
    if len(code) > 1200:
        code = code[:1200].rsplit("\n", 1)[0]
    lines = code.splitlines()
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:].rstrip() for line in lines).strip("\n")
