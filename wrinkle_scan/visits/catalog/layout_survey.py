"""Infers a folder's layout from all its paths together: which part of a path names the patient, and which the date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from wrinkle_scan.system.messages import Message, message
from wrinkle_scan.visits.catalog.folder_kinds import (
    Kind,
    are_patients_visits,
    are_visits,
    date_digits,
    ends_with_code,
    folder_kind,
    may_be_day,
    other_than_patients,
)
from wrinkle_scan.visits.catalog.layout import (
    FILE,
    NAMING_REMEDY,
    FolderLayout,
    before_date,
    folders_and_stem,
    ordinal,
    outside_dates,
)
from wrinkle_scan.visits.catalog.name_words import patient_words, split_day, without_dates
from wrinkle_scan.visits.catalog.settings import DATES

_NUMBERED_DAY = re.compile(r"([0-9]{8})(?:[-_ .][0-9]+)?")
"""A day or, with the number of those of that day or without it, a patient."""


class _PatientCandidates:
    """Texts that may be patients' names, and whether one of them occurs with several dates."""

    def __init__(self) -> None:
        self.number = 0
        self.dates: dict[str, str] = {}
        self.recurs = False
        self.example: dict[bool, str] = {}

    def add(self, text: str, date: str, relative: str) -> None:
        self.example.setdefault(bool(text), relative)
        if text:
            self.number += 1
            self.recurs |= self.dates.setdefault(text, date) != date


@dataclass
class _Level:
    """One level of folders: how many photos have which kind of name there, with the first example of each kind."""

    kinds: Counter[Kind] = field(default_factory=Counter)
    example: dict[Kind, str] = field(default_factory=dict)
    dated: int = 0
    above: dict[str, str | None] = field(default_factory=dict)
    """The parent path of each name; None where there are several."""
    names: Counter[str] = field(default_factory=Counter)
    days: _PatientCandidates = field(default_factory=_PatientCandidates)
    """Its names with the days of the photos below."""
    off: int = 0
    """Number of photos whose folder name reads as a day and may be a patient's number."""


def layout_of_paths(paths: Iterable[str], given: str | None) -> FolderLayout:
    """Infers the layout of photos; only distinct names are kept in memory.

    Args:
        paths: of the photos within the folder given, with ``/`` between folders.
        given: that folder's name; None for a manifest, which is no patient's folder.
    """
    survey, with_short_years = _Survey(), _Survey(short_years=True)
    for relative in paths:
        survey.add(relative)
        if not survey.dated:
            with_short_years.add(relative)
    if with_short_years.dated and not survey.dated:
        survey = with_short_years
    return replace(survey.layout(given), short_years=survey.short_years, paths=survey.total)


class _Survey:
    """What stands at each level of the paths."""

    def __init__(self, short_years: bool = False) -> None:
        self.short_years = short_years
        self.total = self.dated_files = self.dated = self.outside = 0
        self.levels: list[_Level] = []
        self.shallow: dict[int, str] = {}
        """The first path by its number of folders."""
        self.beside: list[_PatientCandidates] = []
        """Texts next to the dates in folder names, by level."""
        self.begins, self.others = _PatientCandidates(), _PatientCandidates()

    def add(self, relative: str) -> None:
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
                self.levels.append(_Level())
                self.beside.append(_PatientCandidates())
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

    def layout(self, given: str | None) -> FolderLayout:
        total = self._in_question
        for level, here in enumerate(self.levels):
            plain = here.kinds["plain"]
            if not plain:
                continue
            besides = plain + here.kinds["about"] == total and self._besides_patients(level)
            if besides:
                if are_visits(here.names) or any(below.kinds["plain"] == total for below in self.levels[level + 1 :]):
                    continue
                return self._doubtful(besides, given)
            if plain + here.kinds["about"] < total:
                other = here.example.get("day") or next(p for n, p in self.shallow.items() if n <= level)
                return self._unclear(here.example["plain"], other, given)
            if further := self._may_be_further_in(level):
                examples = [next(n for n in self.levels[i].names) for i in (level, further)]
                either = message(
                    "the patient may be the {first} folder ({example}) or the {second} ({other})",
                    first=ordinal(level),
                    example=examples[0],
                    second=ordinal(further),
                    other=examples[1],
                )
                remedy = message("Give a folder further in, or list the photos in a manifest.")
                return self._contradictory(either, remedy, given)
            beside = self.beside[level]
            only_here = self.dated == here.dated and not self.dated_files and beside.number == total
            if only_here and beside.recurs:
                return FolderLayout("in folder", level, given, self._date(FILE))
            if not here.dated and are_patients_visits(here.names):
                return FolderLayout("in folder", level, given, self._date(level))
            return FolderLayout("folder", level, given, self._date(level), around=self._around_patients(level))
        for level, here in enumerate(self.levels):
            numbered = all(map(_NUMBERED_DAY.fullmatch, here.names)) and not all(map(str.isdigit, here.names))
            if here.off and (numbered or here.off == here.kinds["day"]):
                return self._doubtful(may_be_day(level, here.names), given)
        return self._by_files(given)

    @property
    def _in_question(self) -> int:
        """Number of the photos that decide: fewer than there are folders, those outside any belong to no patient."""
        return self.total - self.outside if self.levels and self.outside < len(self.levels[0].names) else self.total

    def _besides_patients(self, level: int) -> Message | None:
        here = self.levels[level]
        return other_than_patients(level, here.names, self.dated > 0, here.days.recurs)

    def _doubtful(self, problem: Message, given: str | None) -> FolderLayout:
        remedy = message("Write days as 2026-01-31, or list the photos in a manifest.")
        return self._contradictory(problem, remedy, given)

    def _by_files(self, given: str | None) -> FolderLayout:
        date = self._date(FILE)
        if not self.dated:
            return FolderLayout(given=given, date=date)
        if self.begins.number == self.total:
            if all(map(ends_with_code, self.begins.dates)) and not self.begins.recurs:
                return self._several_or_one(self.begins, given)
            return FolderLayout("begin of file", FILE, given, date)
        if self.begins.number:
            return self._unclear(self.begins.example[True], self.begins.example[False], given)
        if self.others.number == self.total and len(self.others.dates) > 1:
            if self.others.recurs and all(any(map(str.isdigit, name)) for name in self.others.dates):
                return FolderLayout("in file", FILE, given, date)
            return self._several_or_one(self.others, given)
        return FolderLayout("given" if given else "nowhere", FILE, given, date)

    def _several_or_one(self, candidates: _PatientCandidates, given: str | None) -> FolderLayout:
        one, other, *_ = *candidates.dates, ""
        problem = message("the names may be of several patients ({one}, {other}) or of one", one=one, other=other)
        return FolderLayout(given=given, date=self._date(FILE), unclear=(problem, NAMING_REMEDY))

    def _unclear(self, one: str, other: str, given: str | None) -> FolderLayout:
        problem = message("patient and date stand at different places in {one} and {other}", one=one, other=other)
        return self._contradictory(problem, NAMING_REMEDY, given)

    def _contradictory(self, problem: Message, remedy: Message, given: str | None) -> FolderLayout:
        return FolderLayout(given=given, date=self._date(FILE), unclear=(problem, remedy), contradictory=True)

    def _may_be_number(self, name: str, days_below: list[str]) -> bool:
        """Whether a folder's day may be a number: 12-05-14, or eight digits far from every date below."""
        return self.short_years and re.fullmatch(r"[0-9-]+", name) is not None or _is_off(name, days_below)

    def _may_be_further_in(self, level: int) -> int:
        """The level of a folder further in that may also be the patient, as in ``SITE/PATIENT/photo``; 0 for none."""
        for further in range(level + 1, len(self.levels)):
            below = self.levels[further]
            if below.kinds["plain"] < self._in_question:
                break
            if None not in below.above.values() and len(below.names) > len(self.levels[level].names):
                return further
        return 0

    def _around_patients(self, level: int) -> frozenset[str]:
        """Names of a level's folders that hold folders of others' names, as ``backup/P1`` beside ``P1``."""
        below = self.levels[level + 1].above if level + 1 < len(self.levels) else {}
        shared = [above.rsplit("/")[-1] for name, above in below.items() if above and name in self.levels[level].names]
        return frozenset(shared) - below.keys()

    def _date(self, patient_level: int) -> str:
        days = [n for n, here in enumerate(self.levels) if n != patient_level and here.dated == self.total]
        if days:
            follows = patient_level > FILE and self.levels[patient_level].kinds["plain"]
            return f"date from the {ordinal(days[0])}{'' if follows else ' folder'}"
        if self.dated_files == self.total:
            return "date from the file's name"
        elsewhere = any(here.dated for n, here in enumerate(self.levels) if n != patient_level)
        if self.dated_files or elsewhere:
            return "date from folder or file, else from the camera"
        return "date from the camera"


def _is_off(name: str, days_below: list[str]) -> bool:
    number = _NUMBERED_DAY.fullmatch(name)
    if not days_below or not number:
        return False
    day = date.fromisoformat(f"{number[1][:4]}-{number[1][4:6]}-{number[1][6:]}")
    below = (date.fromisoformat(f"{other[:4]}-{other[4:6]}-{other[6:]}") for other in days_below)
    return all(abs((day - other).days) > DATES.same_visit_days for other in below)
