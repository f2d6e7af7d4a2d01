"""Which of the dates in a photo's folders and name is the visit's, decided over all names of a patient.

A birth date lies long before the other dates, or is the same in all names; a date that is not yet is no visit's while
there is another. What is left open then is not guessed: the camera's date decides, or none is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from wrinkle_scan.visits.catalog.dates import dates_in, swapped_date

FIRST_PHOTOS = "2000-01-01"
"""Earlier dates beside a later one are no digital photo's."""
LONGEST_YEARS = 15
"""A date so much older than the other is no visit of the same course."""
SAME_VISIT_DAYS = 2
"""A folder's date and the camera's in the file's name may lie a night or a time zone apart."""


@dataclass(frozen=True)
class Choice:
    """The days that can be the visit's, ISO 8601: one, several or none; and what is to be said of the choice."""

    possible: tuple[str, ...]
    doubts: tuple[str, ...] = ()


class NameDates:
    """What the names of all photos together say of the dates in each."""

    def __init__(self, names: Iterable[tuple[str | None, str]] = ()) -> None:
        """Looks through the names.

        Args:
            names: of each photo its patient, and the part of its path that may hold a date.
        """
        self._several: dict[str | None, set[tuple[str, ...]]] = defaultdict(set)
        self._others: dict[str | None, set[str]] = defaultdict(set)
        self._swapped = False
        self._tomorrow = (date.today() + timedelta(days=1)).isoformat()
        orders = set()
        open_ones: dict[str | None, set[str]] = defaultdict(set)
        for patient, text in names:
            found = list(dates_in(text))
            orders |= {one.settles for one in found if one.settles}
            self._swapped = self._swapped or (not found and swapped_date(text) is not None)
            if len(found) > 1:
                open_ones[patient].add(text)
        self._order = orders.pop() if len(orders) == 1 else None
        for patient, texts in open_ones.items():
            self._several[patient] = {left for text in texts if len(left := self._likely(text)[1]) > 1}
        for patient, texts in open_ones.items():
            for text in texts:
                days, _ = self._likely(text)
                chosen = self._chosen(patient, text)
                if len(chosen) == 1:
                    self._others[patient] |= {day for day in days if days_between(day, chosen[0]) > SAME_VISIT_DAYS}

    def choose(self, patient: str | None, text: str) -> Choice:
        """The days of one photo.

        Args:
            patient: whose it is.
            text: the part of its path that may hold a date.
        """
        days, _ = self._likely(text)
        chosen = self._chosen(patient, text)
        if not days:
            swapped = swapped_date(text)
            if swapped is None:
                return Choice(())
            said = f"{swapped.text} in its name is a date only with day and month swapped"
            return Choice((), (f"{said}. Write it as {swapped.day_first}",))
        if len(chosen) > 1:
            return Choice(chosen)
        if len(days) == 1 and chosen[0] in self._others[patient]:
            said = f"{chosen[0]} in its name is not taken for the visit's"
            return Choice((), (f"{said}: other names have it beside the visit's",))
        left = [day for day in days if days_between(day, chosen[0]) > SAME_VISIT_DAYS]
        doubts = []
        if left:
            others = ", ".join(left)
            doubts.append(f"of the dates in its name {chosen[0]} is taken for the visit's, and not {others}")
        if self._swapped and (other := swapped_date(chosen[0])) and other.day_first != chosen[0]:
            doubts.append(
                f"{chosen[0]} in its name may be {other.day_first}: other names here are dates only with day and month "
                f"swapped. Write year-month-day"
            )
        return Choice(chosen, tuple(doubts))

    def _likely(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """All days that a name can mean, and those of them that can be a visit's by themselves."""
        days: dict[str, None] = {}
        for found in dates_in(text):
            day = found.day(self._order)
            days |= dict.fromkeys(d for d in ([day] if day else [found.day_first, found.month_first]) if d)
        left = [day for day in days if FIRST_PHOTOS <= day <= self._tomorrow] or list(days)
        return tuple(days), tuple(day for day in left if not years_before(day, max(left)))

    def _chosen(self, patient: str | None, text: str) -> tuple[str, ...]:
        """As `_likely`'s second, without what all names of the patient have in common."""
        _, left = self._likely(text)
        several = self._several[patient] if len(left) > 1 else set()
        if len(several) > 1:
            common = set.intersection(*map(set, several))
            left = tuple(day for day in left if day not in common) or left
        if left and all(days_between(left[0], day) <= SAME_VISIT_DAYS for day in left):
            return left[:1]
        return left


def days_between(one: str, other: str) -> int:
    """Days between two days, without a sign."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def years_before(one: str, other: str) -> bool:
    """Whether a day lies more than LONGEST_YEARS before another."""
    return one < other and days_between(one, other) > LONGEST_YEARS * 365.25
