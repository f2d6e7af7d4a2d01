"""Infers a folder's layout from all its paths together: which part of a path names the patient, and which the date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wrinkle_scan.system.messages import Message, message
from wrinkle_scan.visits.catalog.folder_kinds import (
    are_patients_visits,
    are_visits,
    ends_with_code,
    may_be_day,
    other_than_patients,
)
from wrinkle_scan.visits.catalog.layout import (
    FILE,
    NAMING_REMEDY,
    FolderLayout,
    ordinal,
)
from wrinkle_scan.visits.catalog.path_survey import NUMBERED_DAY, PathSurvey, PatientCandidates


def layout_of_paths(paths: Iterable[str], given: str | None) -> FolderLayout:
    """Infers the layout of photos; only distinct names are kept in memory.

    Args:
        paths: of the photos within the folder given, with ``/`` between folders.
        given: that folder's name; None for a manifest, which is no patient's folder.
    """
    survey, with_short_years = _LayoutSurvey(), _LayoutSurvey(short_years=True)
    for relative in paths:
        survey.add(relative)
        if not survey.dated:
            with_short_years.add(relative)
    if with_short_years.dated and not survey.dated:
        survey = with_short_years
    return replace(survey.layout(given), short_years=survey.short_years, paths=survey.total)


class _LayoutSurvey(PathSurvey):
    """Infers the layout from what stands at each level of the paths."""

    def layout(self, given: str | None) -> FolderLayout:
        total = self.in_question
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
            if further := self.may_be_further_in(level):
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
            return FolderLayout("folder", level, given, self._date(level), around=self.around_patients(level))
        for level, here in enumerate(self.levels):
            numbered = all(map(NUMBERED_DAY.fullmatch, here.names)) and not all(map(str.isdigit, here.names))
            if here.off and (numbered or here.off == here.kinds["day"]):
                return self._doubtful(may_be_day(level, here.names), given)
        return self._by_files(given)

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

    def _several_or_one(self, candidates: PatientCandidates, given: str | None) -> FolderLayout:
        one, other, *_ = *candidates.dates, ""
        problem = message("the names may be of several patients ({one}, {other}) or of one", one=one, other=other)
        return FolderLayout(given=given, date=self._date(FILE), unclear=(problem, NAMING_REMEDY))

    def _unclear(self, one: str, other: str, given: str | None) -> FolderLayout:
        problem = message("patient and date stand at different places in {one} and {other}", one=one, other=other)
        return self._contradictory(problem, NAMING_REMEDY, given)

    def _contradictory(self, problem: Message, remedy: Message, given: str | None) -> FolderLayout:
        return FolderLayout(given=given, date=self._date(FILE), unclear=(problem, remedy), contradictory=True)

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
