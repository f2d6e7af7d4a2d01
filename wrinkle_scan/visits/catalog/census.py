"""How many patients, visits and photos there are, counted while the photos pass by."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wrinkle_scan.visits.catalog.entries import PhotoEntry


@dataclass
class Census:
    """Patients and visits of the photos so far; of the photos themselves nothing is kept.

    Attributes:
        photos: how many.
        without_patient: how many of them nobody knows the patient of.
        patients: by name, how many photos.
        visits: patient and day of those that are dated.
        folders: that photos lie in; of URIs none.
    """

    photos: int = 0
    without_patient: int = 0
    patients: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    visits: set[tuple[str | None, str]] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)

    def counting(self, entries: Iterable[PhotoEntry]) -> Iterator[PhotoEntry]:
        """Hands the photos on and counts them."""
        for entry in entries:
            self.photos += 1
            if entry.patient is None:
                self.without_patient += 1
            else:
                self.patients[entry.patient] += 1
            if entry.visit_date:
                self.visits.add((entry.patient, entry.visit_date))
            if not entry.remote:
                self.folders.add(str(entry.path.parent))
            yield entry

    def __str__(self) -> str:
        """The numbers, as ``3 patients, 9 visits, 36 photos``; visits that only the camera dates are not known yet."""
        numbers = {"patient": len(self.patients), "visit": len(self.visits), "photo": self.photos}
        told = [f"{number} {what}{'s' * (number != 1)}" for what, number in numbers.items() if number]
        if self.patients and self.without_patient:
            told[-1] += f" ({self.without_patient} of them of a patient not known)"
        return ", ".join(told)

    def alike(self) -> list[list[str]]:
        """Names of patients that differ only in case, blanks or composed letters."""
        spellings: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self.patients):
            spellings[spelt_alike(name)].append(name)
        return [names for names in spellings.values() if len(names) > 1]


def spelt_alike(name: str) -> str:
    """The same text for names that differ only in case, blanks or composed letters."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold()).split())
