"""Translatable text: English text that remembers the message and the values it was made of.

All code makes its sentences here, in English, and knows nothing of languages. Such a sentence is a `str`, so that JSON,
tables and the command line have it in English; code that shows it to a reader translates it (`languages`). It can be
sent to another process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from string import Formatter
from typing import Any, Protocol

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Translator(Protocol):
    """A language; `languages.Language` is one."""

    def gettext(self, english: str) -> str:
        """A message in the language."""

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The same, in the grammatical form for a number."""

    def day(self, iso: str) -> str:
        """An ISO 8601 date in words."""

    @property
    def decimal_sign(self) -> str:
        """The decimal point or comma."""


class Text(str):
    """English text that can be translated."""

    def translated(self, translator: Translator) -> str:
        """The text in another language."""
        raise NotImplementedError

    def plain(self) -> dict[str, Any]:
        """Its parts as JSON values, from which `restored` makes it again."""
        raise NotImplementedError


class Message(Text):
    """A message with the values of its {placeholders}; made by `message` and `plural`."""

    english: str
    many: str | None
    values: dict[str, Any]

    def __new__(cls, english: str, many: str | None, values: dict[str, Any]) -> Message:
        """Makes it of the message, its plural form if it has one, and the values of the placeholders."""
        chosen = many if many is not None and values["number"] != 1 else english
        made = super().__new__(cls, _ENGLISH.vformat(chosen, (), values))
        made.english, made.many, made.values = english, many, values
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """For pickling."""
        return Message, (self.english, self.many, self.values)

    def translated(self, translator: Translator) -> str:
        """The text in another language."""
        if self.many is None:
            template = translator.gettext(self.english)
        else:
            template = translator.ngettext(self.english, self.many, self.values["number"])
        return _In(translator).vformat(template, (), self.values)

    def plain(self) -> dict[str, Any]:
        """As in `Text`."""
        values = {name: v.plain() if isinstance(v, Text) else v for name, v in self.values.items()}
        return {"message": self.english, "many": self.many, "values": values}


class Joined(Text):
    """Several texts one after the other; made by `joined`."""

    parts: tuple[str, ...]
    between: str
    capital: bool

    def __new__(cls, parts: Iterable[str], between: str, capital: bool) -> Joined:
        """Makes it of its parts, the text between them, and whether to capitalise the first letter."""
        parts = tuple(parts)
        made = super().__new__(cls, _with_capital(between.join(parts), capital))
        made.parts, made.between, made.capital = parts, between, capital
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """For pickling."""
        return Joined, (self.parts, self.between, self.capital)

    def without(self, part: str) -> str:
        """The text without one of its parts, at any depth."""
        left = [p.without(part) if isinstance(p, Joined) else p for p in self.parts if p != part]
        return Joined(left, self.between, self.capital)

    def translated(self, translator: Translator) -> str:
        """The text in another language."""
        return _with_capital(self.between.join(translated(part, translator) for part in self.parts), self.capital)

    def plain(self) -> dict[str, Any]:
        """As in `Text`."""
        parts = [part.plain() if isinstance(part, Text) else part for part in self.parts]
        return {"parts": parts, "between": self.between, "capital": self.capital}


class Figure(Text):
    """A number as text, ``12.3``, with sign and unit, ``+12.3 %``."""

    def __reduce__(self) -> tuple[Any, ...]:
        """For pickling."""
        return Figure, (str(self),)

    def translated(self, translator: Translator) -> str:
        """The text in another language, on one line."""
        return str(self).replace(".", translator.decimal_sign).replace(" ", "\u00a0")

    def plain(self) -> dict[str, Any]:
        """As in `Text`."""
        return {"figure": str(self)}


class Day(Text):
    """A day in words, ``30 November 2022``; made of an ISO 8601 date or time."""

    iso: str

    def __new__(cls, iso: str) -> Day:
        """Makes it of an ISO 8601 date or time."""
        day = datetime.fromisoformat(iso).date()
        made = super().__new__(cls, f"{day.day} {MONTHS[day.month - 1]} {day.year}")
        made.iso = day.isoformat()
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """For pickling."""
        return Day, (self.iso,)

    def translated(self, translator: Translator) -> str:
        """The text in another language."""
        return translator.day(self.iso)

    def plain(self) -> dict[str, Any]:
        """As in `Text`."""
        return {"day": self.iso}


def percentage(share: float) -> Figure:
    """A share, 0 to 1, in whole per cent: ``73 %``. Everywhere a number and its % are two words, as with any unit."""
    return Figure(f"{100 * share:.0f} %")


def message(english: str, /, **values: Any) -> Message:
    """A message. `make messages` finds it by this function's name, so its text must be a literal, not a variable."""
    return Message(english, None, values)


def plural(one: str, many: str, /, number: int, **values: Any) -> Message:
    """A message about {number} things: `one` for one of them, `many` for any other number."""
    return Message(one, many, {"number": number, **values})


def marked(english: str) -> str:
    """Marks a message for `make messages` whose values are filled in later; returns it unchanged."""
    return english


def joined(parts: Iterable[str], between: str = " ", capital: bool = False) -> Joined:
    """Texts one after the other; if `capital`, the first letter is capitalised."""
    return Joined(parts, between, capital)


def translated(value: Any, translator: Translator) -> Any:
    """A text in a language, also within lists and dictionaries; other values unchanged."""
    if isinstance(value, Text):
        return value.translated(translator)
    if isinstance(value, dict):
        return {name: translated(item, translator) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [translated(item, translator) for item in value]
    return value


def restored(found: Any) -> Text:
    """The text from which `Text.plain` was made.

    Raises:
        KeyError, TypeError, ValueError: it was not made by that.
    """
    again: Callable[[Any], Any] = lambda item: restored(item) if isinstance(item, dict) else item  # noqa: E731
    if "day" in found:
        return Day(found["day"])
    if "figure" in found:
        return Figure(found["figure"])
    if "parts" in found:
        return Joined(map(again, found["parts"]), found["between"], found["capital"])
    return Message(found["message"], found["many"], {name: again(item) for name, item in found["values"].items()})


def _with_capital(text: str, capital: bool) -> str:
    return text[:1].upper() + text[1:] if capital else text


class _Numbers(Formatter):
    """Formats values; of a number that is rounded to zero no sign is left."""

    def format_field(self, value: Any, format_spec: str) -> str:
        text = str(super().format_field(value, format_spec))
        return text[1:] if isinstance(value, float) and re.fullmatch(r"-0(?:\.0*)?", text) else text


_ENGLISH = _Numbers()


class _In(_Numbers):
    """Formats values in a language."""

    def __init__(self, translator: Translator) -> None:
        self._translator = translator

    def format_field(self, value: Any, format_spec: str) -> str:
        text = super().format_field(translated(value, self._translator), format_spec)
        return text.replace(".", self._translator.decimal_sign) if isinstance(value, float) else text
