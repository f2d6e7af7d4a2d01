"""Which part of a path names the patient, the same in all paths of a folder (`layout_survey` infers it).

Supported are ``PATIENT/DATE/photo``, ``DATE/PATIENT/photo``, ``PATIENT/photo``, a single patient's folder, and flat
names as ``PATIENT_DATE_frown.jpg``. The date of a photo is then searched in the rest of its path (`naming`).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.name_words import (
    date_spans,
    is_about_photo,
    is_by_programs,
    is_day,
    patient_words,
    without_dates,
    without_sync_mark,
)
from wrinkle_scan.visits.catalog.not_known import is_not_known
from wrinkle_scan.visits.catalog.visit_words import is_visit

Where = Literal["folder", "in folder", "begin of file", "in file", "given", "nowhere"]
FILE = -1
"""Stands for the file's name among the levels of folders, which count from 0."""
ORDINALS = (message("first"), message("second"), message("third"), message("fourth"), message("fifth"))
NAMING_REMEDY = message("Keep photos as PATIENT/2026-01-05_frown.jpg, or list them in a manifest.")


@dataclass(frozen=True)
class FolderLayout:
    """Which parts of a folder's paths name patient and date.

    Attributes:
        where: what names the patient: a folder, a part of a folder's name, the file's name up to the date, another
            part of the file's name, or the folder given; ``"nowhere"`` if nothing does.
        level: level of that folder, from 0.
        given: name of the folder given.
        date: what names the date, in words.
        unclear: why the patient is not known, with examples, and what to do, as in `errors`.
        contradictory: whether the paths have patient and date at different levels.
        short_years: whether dates with years of two digits count: where no path has one in full.
        paths: number of photos it was inferred from.
        around: names of folders at that level that hold folders of other patients' names, as a backup does: there the
            patient is the next folder.
    """

    where: Where = "nowhere"
    level: int = FILE
    given: str | None = None
    date: str = ""
    unclear: tuple[str, str] | None = None
    contradictory: bool = False
    short_years: bool = False
    paths: int = 0
    around: frozenset[str] = frozenset()

    def split(self, relative: str) -> tuple[str | None, str]:
        """The patient of a photo, None if not known, and its path without the patient's folder.

        Args:
            relative: the photo's path within the folder given, with ``/`` between folders.
        """
        folders, stem = folders_and_stem(relative)
        rest = relative
        if self.where in ("folder", "in folder"):
            if self.level >= len(folders):
                return None, relative
            name = folders[self.level]
            if is_by_programs(name):
                return None, relative
            if name in self.around and self._may_be_patient(*folders[self.level + 1 : self.level + 2]):
                within = replace(self, around=self.around - {name})
                return within.split("/".join(p for n, p in enumerate(relative.split("/")) if n != self.level))
            if self.where == "in folder":
                name = patient_words(without_dates(name, self.short_years), counters=False)
            else:
                parts = relative.split("/")
                rest = "/".join(parts[: self.level] + parts[self.level + 1 :])
        elif self.where in ("begin of file", "in file"):
            of_file = before_date if self.where == "begin of file" else outside_dates
            name = of_file(stem, self.short_years)
        else:
            name = self.given or "" if self.where == "given" else ""
        return None if is_not_known(name) else unicodedata.normalize("NFC", name).strip(), rest

    def _may_be_patient(self, folder: str = "") -> bool:
        """Whether a folder's name is neither a day nor about the photo or the visit."""
        return bool(folder) and not (
            is_day(folder, self.short_years) or is_about_photo(folder) or is_visit(folder) or is_not_known(folder)
        )

    def __str__(self) -> str:
        """What names patient and date, in words."""
        patient = {
            "folder": f"patient from the {ordinal(self.level)} folder",
            "in folder": f"patient from a part of the {ordinal(self.level)} folder's name",
            "begin of file": "patient from the file's name, before the date",
            "in file": "patient from the file's name",
            "given": f"patient from the folder given ({self.given})",
            "nowhere": "patient not known",
        }[self.where]
        return f"{patient}, {self.date}"


def folders_and_stem(relative: str) -> tuple[tuple[str, ...], str]:
    """The folders of a path, and the file's name without its suffix."""
    path = PurePosixPath(relative)
    return path.parts[:-1], without_sync_mark(path.stem)


def before_date(stem: str, short_years: bool) -> str:
    """The words of a file's name that stand before its first date and may name a patient."""
    first = next(date_spans(stem, short_years), None)
    return patient_words(stem[: first[0]], counters=False) if first else ""


def outside_dates(stem: str, short_years: bool) -> str:
    """The words of a file's name that belong to no date and may name a patient."""
    return patient_words(without_dates(stem, short_years), counters=True)


def ordinal(level: int) -> str:
    """A level of folders in words, ``first`` for 0."""
    return ORDINALS[level] if level < len(ORDINALS) else f"{level + 1}th"
