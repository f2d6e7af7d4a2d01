"""Brings the catalogues up to date with the code: `make messages`."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from wrinkle_scan.system.languages import ENGLISH, codes, read_catalog

Found = tuple[int, str, str | tuple[str, ...], list[str]]
MARKS = {"message": 1, "marked": 1, "plural": 2}
"""The functions of `system.messages` that mark a message, and how many texts each takes."""


def calls(file: IO[bytes], *_: object, **__: object) -> Iterator[Found]:
    """The messages of a module: babel's own reader of Python finds none that stands within another's values."""
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in MARKS:
            continue
        texts = [text.value for text in node.args if isinstance(text, ast.Constant)][: MARKS[node.func.id]]
        assert len(texts) == MARKS[node.func.id], f"line {node.lineno}: a message stands as it is, not in a variable"
        yield node.lineno, node.func.id, tuple(texts) if len(texts) > 1 else texts[0], []


PACKAGE = Path(__file__).resolve().parents[2] / "wrinkle_scan"
LOCALE = PACKAGE / "system" / "locale"
METHODS = [("**.py", calls), ("**/templates/*.html", "jinja2"), ("**/templates/*.j2", "jinja2")]
TEMPLATES = {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "message": None, "marked": None, "plural": (1, 2)}
"""Those of templates and of code."""

HEADER = r"""msgid ""
msgstr ""
"Language: {}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {}\n"

"""


def extracted() -> Catalog:
    """All messages there are in templates and code."""
    found = Catalog(project="wrinkle-scan", charset="utf-8")
    options = {"**/templates/*.html": TEMPLATES, "**/templates/*.j2": TEMPLATES}
    for name, _, text, comments, _ in extract_from_dir(PACKAGE, METHODS, options, KEYWORDS, ("Translators:",)):
        found.add(text, None, [(name, 0)], auto_comments=comments)
    return found


def update(code: str) -> None:
    """One language's file: new messages are put in untranslated, those that are gone are taken out."""
    catalog, template = read_catalog(code), extracted()
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    entries = io.BytesIO()
    write_po(entries, catalog, width=120, omit_header=True, include_lineno=False, sort_output=True)
    header = HEADER.format(catalog.locale, catalog.plural_forms)
    (LOCALE / f"{code}.po").write_bytes(header.encode() + entries.getvalue())


if __name__ == "__main__":
    for code in codes():
        if code != ENGLISH:
            update(code)
            lacking = sum(1 for message in read_catalog(code) if message.id and not all(message.string or ("",)))
            print(f"{code}.po: {lacking} messages are not translated")
