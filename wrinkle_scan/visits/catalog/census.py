"""How many patients, visits and photos there are, counted while the photos are listed."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.visit_words import before_or_after


@dataclass
class Census:
    """Patients and visits of the photos listed so far; the photos themselves are not kept.

    Attributes:
        photos: number of photos.
        without_patient: number of photos whose patient is not known.
        patients: number of photos by patient name.
        visits: patient and day of each dated visit.
        folders: folders that hold photos; URIs have none.
        said: by patient and day, a photo whose name says *before* and one that says *after*.
    """

    photos: int = 0
    without_patient: int = 0
    patients: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    visits: set[tuple[str | None, str]] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    said: dict[tuple[str | None, str], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def counting(self, entries: Iterable[PhotoEntry]) -> Iterator[PhotoEntry]:
        """Passes the photos through and counts them."""
        for entry in entries:
            self.photos += 1
            if entry.patient is None:
                self.without_patient += 1
            else:
                self.patients[entry.patient] += 1
            if entry.visit_date:
                self.visits.add((entry.patient, entry.visit_date))
                if said := before_or_after(f"{entry.path.parent.name} {entry.path.stem}"):
                    self.said[entry.patient, entry.visit_date].setdefault(said, entry.path.name)
            if not entry.remote:
                self.folders.add(str(entry.path.parent))
            yield entry

    def __str__(self) -> str:
        """The numbers, as ``3 patients, 9 visits, 36 photos``; visits dated only by the camera are not counted yet."""
        numbers = {"patient": len(self.patients), "visit": len(self.visits), "photo": self.photos}
        counts = [f"{number} {what}{'s' * (number != 1)}" for what, number in numbers.items() if number]
        if self.patients and self.without_patient:
            counts[-1] += f" ({self.without_patient} of them of a patient not known)"
        return ", ".join(counts)

    def before_and_after(self) -> list[tuple[str, str, str]]:
        """Visits with photos whose names say *before* and *after*: the day, and an example of each."""
        return [(day, said["before"], said["after"]) for (_, day), said in self.said.items() if len(said) == 2]

    def spelling_variants(self) -> list[list[str]]:
        """Groups of patient names that differ only in case, spaces, signs or Unicode composition."""
        spellings: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self.patients):
            spellings[_without_signs(normalized_name(name))].append(name)
        return [names for names in spellings.values() if len(names) > 1]


def normalized_name(name: str) -> str:
    """A form that is equal for names that differ only in case, spaces or Unicode composition."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold()).split())


def _without_signs(name: str) -> str:
    """``p001`` for ``p-001``, ``p_001`` and ``p 001``; signs between digits stay, as in ``1-12``."""
    return re.sub(r"(?<!\d)[\s._-]+|[\s._-]+(?!\d)", "", name)
