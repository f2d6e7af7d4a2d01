"""Sentences that can be said in another language: English text that remembers what it was made of.

Whatever measures, files or fails makes its sentences here, in English, and knows nothing of languages. Such a sentence
is a `str`, so that JSON, tables and the command line have it in English; who shows it to a reader says it in the
reader's language (`languages`). It may go to another process on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from string import Formatter
from typing import Any, Protocol

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Speaker(Protocol):
    """A language, as `languages.Language` is one."""

    def gettext(self, english: str) -> str:
        """A message in the language."""

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The same, as the number asks for."""

    def day(self, iso: str) -> str:
        """A day in words."""

    @property
    def decimal_sign(self) -> str:
        """What stands before the decimals of a number."""


class Text(str):
    """English text that can be said in other languages."""

    def said(self, speaker: Speaker) -> str:
        """In another language."""
        raise NotImplementedError

    def plain(self) -> dict[str, Any]:
        """What it is made of, as JSON can hold it; `restored` makes it again."""
        raise NotImplementedError


class Message(Text):
    """A message with the values of its {placeholders}; made by `message` and `plural`."""

    english: str
    many: str | None
    values: dict[str, Any]

    def __new__(cls, english: str, many: str | None, values: dict[str, Any]) -> Message:
        """Made of the message itself, the one for all numbers but one if there is one, and the values."""
        chosen = many if many is not None and values["number"] != 1 else english
        made = super().__new__(cls, _ENGLISH.vformat(chosen, (), values))
        made.english, made.many, made.values = english, many, values
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is sent to another process."""
        return Message, (self.english, self.many, self.values)

    def said(self, speaker: Speaker) -> str:
        """In another language."""
        if self.many is None:
            template = speaker.gettext(self.english)
        else:
            template = speaker.ngettext(self.english, self.many, self.values["number"])
        return _In(speaker).vformat(template, (), self.values)

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        values = {name: v.plain() if isinstance(v, Text) else v for name, v in self.values.items()}
        return {"message": self.english, "many": self.many, "values": values}


class Joined(Text):
    """Several texts one after the other; made by `joined`."""

    parts: tuple[str, ...]
    between: str
    capital: bool

    def __new__(cls, parts: Iterable[str], between: str, capital: bool) -> Joined:
        """Made of its parts, what stands between them, and whether it begins with a capital letter."""
        parts = tuple(parts)
        made = super().__new__(cls, _with_capital(between.join(parts), capital))
        made.parts, made.between, made.capital = parts, between, capital
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is sent to another process."""
        return Joined, (self.parts, self.between, self.capital)

    def without(self, part: str) -> str:
        """The same without one of its parts, also where that is a part of a part."""
        left = [p.without(part) if isinstance(p, Joined) else p for p in self.parts if p != part]
        return Joined(left, self.between, self.capital)

    def said(self, speaker: Speaker) -> str:
        """In another language."""
        return _with_capital(self.between.join(said(part, speaker) for part in self.parts), self.capital)

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        parts = [part.plain() if isinstance(part, Text) else part for part in self.parts]
        return {"parts": parts, "between": self.between, "capital": self.capital}


class Figure(Text):
    """A number as text, ``12.3``, with what belongs to it, ``+12.3 %``."""

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is sent to another process."""
        return Figure, (str(self),)

    def said(self, speaker: Speaker) -> str:
        """In another language."""
        return str(self).replace(".", speaker.decimal_sign)

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {"figure": str(self)}


class Day(Text):
    """A day in words, ``30 November 2022``; made of an ISO 8601 date or time."""

    iso: str

    def __new__(cls, iso: str) -> Day:
        """Made of the date."""
        day = datetime.fromisoformat(iso).date()
        made = super().__new__(cls, f"{day.day} {_MONTHS[day.month - 1]} {day.year}")
        made.iso = day.isoformat()
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is sent to another process."""
        return Day, (self.iso,)

    def said(self, speaker: Speaker) -> str:
        """In another language."""
        return speaker.day(self.iso)

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {"day": self.iso}


def message(english: str, /, **values: Any) -> Message:
    """A message; `make messages` finds it by this name, so its text stands there as it is, not in a variable."""
    return Message(english, None, values)


def plural(one: str, many: str, /, number: int, **values: Any) -> Message:
    """A message about a number of things, {number}: one of them, and any other number."""
    return Message(one, many, {"number": number, **values})


def marked(english: str) -> str:
    """A message whose values are filled in later; as it is."""
    return english


def joined(parts: Iterable[str], between: str = " ", capital: bool = False) -> Joined:
    """Texts one after the other; `capital`: with a capital letter at the beginning."""
    return Joined(parts, between, capital)


def said(value: Any, speaker: Speaker) -> Any:
    """A text in a language; within lists and dictionaries too. Anything else as it is."""
    if isinstance(value, Text):
        return value.said(speaker)
    if isinstance(value, dict):
        return {name: said(item, speaker) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [said(item, speaker) for item in value]
    return value


def restored(found: Any) -> Text:
    """The text that `Text.plain` was made of.

    Raises:
        KeyError, TypeError, ValueError: it was not made of any.
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


_ENGLISH = Formatter()


class _In(Formatter):
    """Fills in values as a language has them."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def format_field(self, value: Any, format_spec: str) -> str:
        text = str(super().format_field(said(value, self._speaker), format_spec))
        return text.replace(".", self._speaker.decimal_sign) if isinstance(value, float) else text
