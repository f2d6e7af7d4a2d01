"""Decides which of the dates in a photo's folders and name is the visit's, from all names of a patient.

A birth date lies long before the other dates, or is the same in all names; a date in the future is not the visit's if
there is another. Where several remain, the camera's date decides, or no date is used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.dates import ANY_ORDER, Order, dates_in, swapped_date
from wrinkle_scan.visits.catalog.settings import DATES


@dataclass(frozen=True)
class DateChoice:
    """The days that can be the visit's, ISO 8601: one, several or none; with warnings about the choice.

    `short_years`: whether their years were written with two digits, so that the camera's date counts more.
    """

    possible: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    short_years: bool = False


class NameDates:
    """Chooses the visit's date in a name by the names of all photos together."""

    def __init__(self, names: Iterable[tuple[str | None, str]] = (), short_years: bool = True) -> None:
        """Collects the dates of all names.

        Args:
            names: patient of each photo, and the part of its path that may hold a date.
            short_years: whether a date with a year of two digits counts in a name that has no other.
        """
        self._short_years = short_years
        self._several: dict[str | None, set[tuple[str, ...]]] = defaultdict(set)
        self._others: dict[str | None, set[str]] = defaultdict(set)
        self._swapped = False
        self._tomorrow = (date.today() + timedelta(days=1)).isoformat()
        orders: list[frozenset[Order]] = []
        open_ones: dict[str | None, set[str]] = defaultdict(set)
        for patient, text in names:
            found = list(dates_in(text, self._short_years))
            orders += (one.orders for one in found if one.orders not in orders)
            self._swapped = self._swapped or (not found and swapped_date(text) is not None)
            if len(found) > 1:
                open_ones[patient].add(text)
        self._orders = ANY_ORDER.intersection(*orders) or ANY_ORDER
        for patient, texts in open_ones.items():
            self._several[patient] = {left for text in texts if len(left := self._candidates(text)[1]) > 1}
        for patient, texts in open_ones.items():
            for text in texts:
                days, _ = self._candidates(text)
                chosen = self._visit_candidates(patient, text)
                if len(chosen) == 1:
                    self._others[patient] |= {
                        day for day in days if distance_days(day, chosen[0]) > DATES.same_visit_days
                    }

    def choose(self, patient: str | None, text: str) -> DateChoice:
        """The possible visit days of one photo.

        Args:
            patient: the photo's patient.
            text: the part of its path that may hold a date.
        """
        choice = self._choice(patient, text)
        return replace(choice, short_years=any(found.short_year for found in dates_in(text, self._short_years)))

    def _choice(self, patient: str | None, text: str) -> DateChoice:
        days, _ = self._candidates(text)
        chosen = self._visit_candidates(patient, text)
        if not days:
            swapped = swapped_date(text)
            if swapped is None:
                return DateChoice(())
            doubt = message("{text} in its name is a date only with day and month swapped", text=swapped.text)
            return DateChoice((), (message("{doubt}. Write it as {day}", doubt=doubt, day=swapped.day()),))
        if len(chosen) > 1:
            return DateChoice(chosen)
        if len(days) == 1 and chosen[0] in self._others[patient]:
            doubt = message("{chosen} in its name is not used as the visit's date", chosen=chosen[0])
            return DateChoice((), (message("{doubt}: other names have it besides the visit's date", doubt=doubt),))
        left = [day for day in days if distance_days(day, chosen[0]) > DATES.same_visit_days]
        doubts: list[str] = []
        if left:
            others = ", ".join(left)
            doubts.append(
                message(
                    "of the dates in its name {day} is used as the visit's, not {others}",
                    day=chosen[0],
                    others=others,
                )
            )
        if self._swapped and (other := swapped_date(chosen[0])) and other.day() != chosen[0]:
            doubts.append(
                f"{chosen[0]} in its name may be {other.day()}: other names here are dates only with day and month "
                f"swapped. Write year-month-day"
            )
        return DateChoice(chosen, tuple(doubts))

    def _candidates(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """All days that a name can mean, and those of them that can be a visit's without regard to other names."""
        days: dict[str, None] = {}
        for found in dates_in(text, self._short_years):
            days |= dict.fromkeys(found.possible(self._orders))
        left = [day for day in days if str(DATES.first_photo_year) <= day <= self._tomorrow] or list(days)
        return tuple(days), tuple(day for day in left if not years_before(day, max(left)))

    def _visit_candidates(self, patient: str | None, text: str) -> tuple[str, ...]:
        """The second of `_candidates`, without the days that all names of the patient have in common."""
        _, left = self._candidates(text)
        several = self._several[patient] if len(left) > 1 else set()
        if len(several) > 1:
            common = set.intersection(*map(set, several))
            left = tuple(day for day in left if day not in common) or left
        if left and all(distance_days(left[0], day) <= DATES.same_visit_days for day in left):
            return left[:1]
        return left


def distance_days(one: str, other: str) -> int:
    """Number of days between two days, ISO 8601, whichever is the earlier."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def years_before(one: str, other: str) -> bool:
    """Whether a day lies more than `DATES.max_course_years` before another, too long for one course."""
    return one < other and distance_days(one, other) > DATES.max_course_years * 365.25
