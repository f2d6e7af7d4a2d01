"""What stands at each level of a folder's paths, counted path by path (`layout_survey` infers the layout from it)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from wrinkle_scan.visits.catalog.folder_kinds import Kind, date_digits, folder_kind
from wrinkle_scan.visits.catalog.layout import before_date, folders_and_stem, outside_dates
from wrinkle_scan.visits.catalog.name_words import patient_words, split_day, without_dates
from wrinkle_scan.visits.catalog.settings import DATES

NUMBERED_DAY = re.compile(r"([0-9]{8})(?:[-_ .][0-9]+)?")
"""A day or, with the number of those of that day or without it, a patient."""


class PatientCandidates:
    """Texts that may be patients' names, and whether one of them occurs with several dates."""

    def __init__(self) -> None:
        """Begins without a text."""
        self.number = 0
        self.dates: dict[str, str] = {}
        self.recurs = False
        self.example: dict[bool, str] = {}

    def add(self, text: str, date: str, relative: str) -> None:
        """Counts a text, empty for none, with the date and the path of its photo."""
        self.example.setdefault(bool(text), relative)
        if text:
            self.number += 1
            self.recurs |= self.dates.setdefault(text, date) != date


@dataclass
class Level:
    """One level of folders: how many photos have which kind of name there, with the first example of each kind."""

    kinds: Counter[Kind] = field(default_factory=Counter)
    example: dict[Kind, str] = field(default_factory=dict)
    dated: int = 0
    above: dict[str, str | None] = field(default_factory=dict)
    """The parent path of each name; None where there are several."""
    names: Counter[str] = field(default_factory=Counter)
    days: PatientCandidates = field(default_factory=PatientCandidates)
    """Its names with the days of the photos below."""
    off: int = 0
    """Number of photos whose folder name reads as a day and may be a patient's number."""


class PathSurvey:
    """What stands at each level of the paths that were added."""

    def __init__(self, short_years: bool = False) -> None:
        """Begins without a path; `short_years` as in `dates_in`."""
        self.short_years = short_years
        self.total = self.dated_files = self.dated = self.outside = 0
        self.levels: list[Level] = []
        self.shallow: dict[int, str] = {}
        """The first path by its number of folders."""
        self.beside: list[PatientCandidates] = []
        """Texts next to the dates in folder names, by level."""
        self.begins, self.others = PatientCandidates(), PatientCandidates()

    def add(self, relative: str) -> None:
        """Counts what a photo's path within the folder has at each level."""
        folders, stem = folders_and_stem(relative)
        self.total += 1
        self.outside += not folders
        self.shallow.setdefault(len(folders), relative)
        dates = [date_digits(name, self.short_years) for name in (*folders, stem)]
        year = split_day(folders)
        if year is not None:
            dates[year + 2] = date_digits("-".join(folders[year : year + 3]), short_years=False)
        for level, name in enumerate(folders):
            if level == len(self.levels):
                self.levels.append(Level())
                self.beside.append(PatientCandidates())
            here, below = self.levels[level], "".join(dates[level + 1 :])
            kind = folder_kind(name, folders[level - 1] if level else "", below, self.short_years)
            if year is not None and year <= level <= year + 2:
                kind = "day" if level == year + 2 else "about"
            here.kinds[kind] += 1
            here.example.setdefault(kind, relative)
            here.names[name] += 1
            here.days.add(name, next(iter(below.split()), ""), relative)
            above = "/".join(folders[:level])
            if here.above.setdefault(name, above) != above:
                here.above[name] = None
            if dates[level]:
                here.dated += 1
                here.off += self._may_be_number(name, below.split())
                beside = patient_words(without_dates(name, self.short_years), counters=False)
                self.beside[level].add(beside, dates[level], relative)
        self.dated_files += bool(dates[-1])
        self.dated += any(dates)
        date = next(filter(None, dates), "")
        self.begins.add(before_date(stem, self.short_years), date, relative)
        self.others.add(outside_dates(stem, self.short_years), date, relative)

    @property
    def in_question(self) -> int:
        """Number of the photos that decide: fewer than there are folders, those outside any belong to no patient."""
        return self.total - self.outside if self.levels and self.outside < len(self.levels[0].names) else self.total

    def _may_be_number(self, name: str, days_below: list[str]) -> bool:
        """Whether a folder's day may be a number: 12-05-14, or eight digits far from every date below."""
        return self.short_years and re.fullmatch(r"[0-9-]+", name) is not None or _is_off(name, days_below)

    def may_be_further_in(self, level: int) -> int:
        """The level of a folder further in that may also be the patient, as in ``SITE/PATIENT/photo``; 0 for none."""
        for further in range(level + 1, len(self.levels)):
            below = self.levels[further]
            if below.kinds["plain"] < self.in_question:
                break
            if None not in below.above.values() and len(below.names) > len(self.levels[level].names):
                return further
        return 0

    def around_patients(self, level: int) -> frozenset[str]:
        """Names of a level's folders that hold folders of others' names, as ``backup/P1`` beside ``P1``."""
        below = self.levels[level + 1].above if level + 1 < len(self.levels) else {}
        shared = [above.rsplit("/")[-1] for name, above in below.items() if above and name in self.levels[level].names]
        return frozenset(shared) - below.keys()


def _is_off(name: str, days_below: list[str]) -> bool:
    number = NUMBERED_DAY.fullmatch(name)
    if not days_below or not number:
        return False
    day = date.fromisoformat(f"{number[1][:4]}-{number[1][4:6]}-{number[1][6:]}")
    below = (date.fromisoformat(f"{other[:4]}-{other[4:6]}-{other[6:]}") for other in days_below)
    return all(abs((day - other).days) > DATES.same_visit_days for other in below)
