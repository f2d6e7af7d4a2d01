"""What a patient reads, in the patient's language: one catalogue, a JSON file for each language.

A further language is one more file with the same keys and the same names in braces; nothing else is to be changed.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from importlib import resources

from babel.dates import format_date

FALLBACK = "en"


class Messages:
    """The catalogue of one language."""

    def __init__(self, language: str) -> None:
        """Loads it; `language` is one of `languages()`."""
        text = (
            resources.files("wrinkle_scan.output.report.messages")
            .joinpath(f"{language}.json")
            .read_text(encoding="utf-8")
        )
        self.language = language
        self._texts: dict[str, str] = json.loads(text)

    def say(self, key: str, **values: object) -> str:
        """A message with its values filled in.

        Raises:
            KeyError: no such message, or a value is missing.
        """
        return self._texts[key].format(**values)

    def day(self, iso: str) -> str:
        """An ISO 8601 date as people write it."""
        return format_date(date.fromisoformat(iso), "long", locale=self.language)

    def short_day(self, iso: str) -> str:
        """The same, for labels."""
        return format_date(date.fromisoformat(iso), "medium", locale=self.language)


@cache
def languages() -> tuple[str, ...]:
    """The languages there are, by their ISO 639 codes, English first."""
    files = resources.files("wrinkle_scan.output.report.messages").iterdir()
    codes = sorted(file.name.removesuffix(".json") for file in files if file.name.endswith(".json"))
    return (FALLBACK, *(code for code in codes if code != FALLBACK))
