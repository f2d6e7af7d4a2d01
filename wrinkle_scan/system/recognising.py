"""English sentences of a table made translatable again.

A table is in English and keeps text alone (`cohort.batch`). Where a page shows its sentences in another language, the
message and its values are found again by the catalogue, which lists every message. What is not recognised stays as it
is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from string import Formatter
from typing import Any, NamedTuple

from wrinkle_scan.system.languages import codes, read_catalog
from wrinkle_scan.system.messages import MONTHS, Day, Figure, Message, joined

LEAST_LETTERS = 8
"""That a message with placeholders has besides them; one with fewer could be recognised in anything."""
_INDEXED = 4
_SENTENCE_ENDS = re.compile(r"(?<=[.:;]) |$")
_FIGURE = re.compile(r"[+-]?\d+(?:\.\d+)?(?: (?:%|mm))?")
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")


class _Form(NamedTuple):
    """A message's singular or plural form: its text, its messages, and its placeholders' format by name."""

    pattern: re.Pattern[str]
    english: str
    many: str | None
    formats: dict[str, str]
    letters: int


@lru_cache(maxsize=4096)
def recognised(text: str) -> str:
    """A text with each of its sentences as the message that it was made of, as far as there is one."""
    parts, start = [], 0
    while start < len(text):
        found = next(_sentences(text, start), None)
        end = found[0] if found else next(m.start() for m in _SENTENCE_ENDS.finditer(text, start + 1))
        parts.append(found[1] if found else text[start:end])
        start = end + 1
    return joined(parts)


def _sentences(text: str, start: int) -> Iterator[tuple[int, str]]:
    """What is recognised from a place on, the longest first, and where it ends."""
    for end in sorted((m.start() for m in _SENTENCE_ENDS.finditer(text, start + 1)), reverse=True):
        piece = text[start:end]
        small = piece[:1].lower() + piece[1:]
        if found := _message(piece):
            yield end, found
        elif found := _message(small):
            yield end, joined([found], capital=True)
        elif piece.endswith((".", ":", ";")) and (found := _message(piece[:-1]) or _message(small[:-1])):
            yield end, joined([joined([found], capital=piece[:1].isupper()), piece[-1]], "")


def _message(text: str) -> Message | None:
    forms = _forms()
    candidates = [*forms.get(text[:_INDEXED], ()), *forms.get("", ())]
    for form in sorted(candidates, key=lambda form: -form.letters):
        if found := form.pattern.fullmatch(text):
            values = {name: _value(value, form.formats[name]) for name, value in found.groupdict().items()}
            try:
                made = Message(form.english, form.many, values)
            except (ValueError, TypeError, KeyError):
                continue
            if str(made) == text:
                return made
    return None


def _value(text: str, form: str) -> Any:
    """A placeholder's value, so that it is translated as the first time."""
    if form or text.isdecimal():
        try:
            return float(text) if form else int(text)
        except ValueError:
            return text
    if _FIGURE.fullmatch(text):
        return Figure(text)
    if day := _DAY.fullmatch(text):
        return Day(f"{day[3]}-{MONTHS.index(day[2]) + 1:02}-{int(day[1]):02}")
    return recognised(text)


@cache
def _forms() -> dict[str, list[_Form]]:
    """The forms of all messages of the code, by their first letters; "" of those that begin with a placeholder."""
    by_start: dict[str, list[_Form]] = {}
    for entry in read_catalog(codes()[-1]):
        if any(str(file).endswith(".py") for file, _ in entry.locations):
            one, *more = entry.id if isinstance(entry.id, tuple) else (str(entry.id),)
            for form in filter(None, (_form(one, more[0] if more else None, text) for text in (one, *more))):
                start = re.match(r"[^{]*", form[0])[0]  # type: ignore[index]
                by_start.setdefault(start[:_INDEXED] if len(start) >= _INDEXED else "", []).append(form[1])
    return by_start


def _form(one: str, many: str | None, text: str) -> tuple[str, _Form] | None:
    pattern, formats, literals = "", dict[str, str](), ""
    for literal, name, form, _ in Formatter().parse(text):
        pattern, literals = pattern + re.escape(literal), literals + literal
        if name is not None:
            pattern += f"(?P={name})" if name in formats else f"(?P<{name}>.+?)"
            formats[name] = form or ""
    letters = sum(map(str.isalpha, literals))
    enough = letters >= LEAST_LETTERS or not formats
    return (text, _Form(re.compile(pattern), one, many, formats, letters)) if enough else None
