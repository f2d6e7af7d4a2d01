"""The languages: English, in which all messages are written, and one catalogue file for each other language.

A further language needs one more file in `locale`, e.g. ``fr.po``, and no change of code. Its header's `Language`
determines the format of dates and numbers. `make messages` updates the files from the code.
"""

from __future__ import annotations

import io
import re
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol

from wrinkle_scan.system import messages

ENGLISH = "en"
_ENGLISH_LOCALE = Locale("en", "GB")


class Language:
    """One language.

    Attributes:
        code: ISO 639.
        locale: its format of dates and numbers.
    """

    def __init__(self, code: str) -> None:
        """Reads its catalogue; `code` is one of `codes()`."""
        self.code, self.locale = code, _ENGLISH_LOCALE
        self._catalog = NullTranslations()
        if code != ENGLISH:
            catalog, compiled = read_catalog(code), io.BytesIO()
            write_mo(compiled, catalog)
            compiled.seek(0)
            self.locale = catalog.locale or Locale(code)
            self._catalog = GNUTranslations(compiled)
        self.decimal_sign: str = get_decimal_symbol(self.locale)

    @property
    def name(self) -> str:
        """Its own name, e.g. ``Español``."""
        name = Locale(self.code).get_display_name() or self.code
        return name[:1].upper() + name[1:]

    def gettext(self, english: str) -> str:
        """A message in the language; in English where it is not translated."""
        return _unbroken(self._catalog.gettext(english))

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The same, in the grammatical form for a number."""
        return _unbroken(self._catalog.ngettext(one, many, number))

    def say(self, text: Any) -> Any:
        """A text in the language, also within lists and dictionaries; other values unchanged."""
        return messages.translated(text, self)

    def day(self, iso: str) -> str:
        """An ISO 8601 date in long form, e.g. ``30 November 2022``."""
        return format_date(date.fromisoformat(iso), "long", locale=self.locale)

    def short_day(self, iso: str) -> str:
        """An ISO 8601 date in medium form, for labels."""
        return format_date(date.fromisoformat(iso), "medium", locale=self.locale)

    def number(self, value: float, digits: int) -> str:
        """A number with this many decimals and the language's decimal sign."""
        return f"{value:.{digits}f}".replace(".", self.decimal_sign)


@cache
def codes() -> tuple[str, ...]:
    """ISO 639 codes of the languages, English first."""
    files = resources.files("wrinkle_scan.system").joinpath("locale").iterdir()
    return (ENGLISH, *sorted(file.name.removesuffix(".po") for file in files if file.name.endswith(".po")))


@cache
def language(code: str) -> Language:
    """A language; read once."""
    return Language(code)


def read_catalog(code: str) -> Catalog:
    """The catalogue of a language that is not English."""
    content = resources.files("wrinkle_scan.system").joinpath("locale", f"{code}.po").read_bytes()
    return read_po(io.BytesIO(content), locale=None, domain=None, charset="utf-8", abort_invalid=True)


def _unbroken(text: str) -> str:
    """A message in which no line ends between a number and its %; the templates' ``%(name)s`` is none."""
    return re.sub(r" (?=%(?!\())", "\u00a0", text)
