"""Months and days of the week in words, in full or cut off, in seven languages; months in ten.

English, German, French, Spanish, Portuguese, Italian and Dutch; and Russian, Polish and Turkish.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

_NAMES = (
    "january januar jänner jaenner janvier enero janeiro gennaio januari января stycznia ocak",
    "february februar feber février febrero fevereiro febbraio februari февраля lutego şubat",
    "march märz maerz mars marzo março maart mrt марта marca mart",
    "april avril abril aprile апреля kwietnia nisan",
    "may mai mayo maio maggio mei мая maj maja mayıs",
    "june juni juin junio junho giugno июня czerwca haziran",
    "july juli juillet julio julho luglio июля lipca temmuz",
    "august août agosto augustus августа sierpnia ağustos",
    "september septembre septiembre setiembre setembro settembre сентября września eylül",
    "october oktober octobre octubre outubro ottobre октября października ekim",
    "november novembre noviembre novembro ноября listopada kasım",
    "december dezember décembre diciembre dezembro dicembre декабря grudnia aralık",
)
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miercoles jueves viernes sabado domingo",
    "segunda-feira terca-feira quarta-feira quinta-feira sexta-feira",
    "lunedi martedi mercoledi giovedi venerdi domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
)
"""Without accents."""
SHORTEST = 3
"""Number of letters from which a beginning stands for the month."""


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _beginnings(number: int) -> set[str]:
    return {name[:end] for name in _NAMES[number].split() for end in range(SHORTEST, len(name) + 1)}


def _spellings() -> Iterator[tuple[str, int]]:
    by_month = [_beginnings(number) for number in range(len(_NAMES))]
    months = Counter(word for words in by_month for word in {_plain(word) for word in words})
    for number, words in enumerate(by_month, start=1):
        for word in words:
            if months[_plain(word)] == 1:
                yield from ((form, number) for form in (word, unicodedata.normalize("NFD", word), _plain(word)))


_MONTHS = dict(_spellings())
MONTH_WORDS = "|".join(sorted(_MONTHS, key=len, reverse=True))
"""Regular expression of every spelling that stands for one month only, composed or decomposed, with accents or without;
for use with `re.IGNORECASE`."""


def month_of(word: str) -> int:
    """Number of the month, 1 to 12, of a word that `MONTH_WORDS` matches."""
    return _MONTHS[word.lower()]


def month_in(text: str) -> int | None:
    """Number of the month that a text names and nothing else but a small number, as ``12 December``; else None."""
    found = re.fullmatch(rf"\d{{0,2}}[ ._-]*({MONTH_WORDS})[ ._-]*\d{{0,2}}", text.strip(" ._-"), re.IGNORECASE)
    return month_of(found[1]) if found else None


def without_weekday(text: str) -> str:
    """A date's text without a day of the week before it, as in ``Monday, January 5, 2026``."""
    found = re.match(r"([^\W\d_]{2,}(?:-[^\W\d_]+)?)\.?,?\s+", text)
    weekday = found is not None and any(
        name.startswith(_plain(found[1])) for names in _WEEKDAYS for name in names.split()
    )
    return text[found.end() :] if found and weekday else text
