"""Reports treatments and photos that do not match, on standard error."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wrinkle_scan.cli.layouts import Notify
from wrinkle_scan.system.folders import folder_of_photos

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.visits.catalog.census import Census
    from wrinkle_scan.visits.course.matching import PatientMatches
    from wrinkle_scan.visits.course.treatments import Treatment

STRICT_HELP = "End with exit code 1 if treatments and photos do not match"


def report_matches(file: Path, matched: PatientMatches, untreated: Sequence[str], notify: Notify) -> bool:
    """Reports each match of differently spelt names, each treatment without photos, and each patient without one.

    Args:
        file: the file of treatments.
        matched: the matches.
        untreated: patients without a treatment.
        notify: prints a line.

    Returns:
        Whether all treatments have photos, and all patients a treatment.
    """
    for name, patient, why in matched.respelt:
        notify(f"{file}: patient {name} is taken to be {patient} of the photos ({why}).")
    for name, candidates, number in matched.without_photos:
        either = f": it may be {' or '.join(candidates)}. Write it as the photos do" if candidates else ""
        notify(f"{file}: {number} treatment{'s' * (number != 1)} of patient {name} without photos{either}.")
    if untreated:
        notify(f"{file}: no treatment of patient{'s' * (len(untreated) != 1)} {', '.join(untreated)}.")
    return not (matched.without_photos or untreated)


def report_unread_files(files: Sequence[Path], why: str, notify: Notify) -> None:
    """Reports treatment files that are not read."""
    for file in files:
        notify(f"{file}: these treatments are not read: {why}.")


def matched_treatments(
    photos: Path, file: Path | None, treatments: list[Treatment], census: Census, notify: Notify
) -> tuple[list[Treatment], bool]:
    """The treatments of ``batch`` with patients named as in the photos; reports what does not match.

    Args:
        photos: the folder or manifest.
        file: the file of treatments; None where none is named.
        treatments: the treatments in it.
        census: the photos' patients and folders.
        notify: prints a line.

    Returns:
        The treatments of patients with photos, and whether all treatments have photos and all patients a treatment.
    """
    from wrinkle_scan.visits.course.matching import match_patients
    from wrinkle_scan.visits.course.treatment_files import find_treatment_files

    beside = find_treatment_files(folder_of_photos(photos), census.folders)
    left = [found for found in beside if file is None or not os.path.samefile(found, file)]
    report_unread_files(left, f"{file} is used" if file else "no file is named with --treatments", notify)
    if file is None:
        return [], True
    matched = match_patients(treatments, census.patients)
    found, untreated = list(matched.treatments), matched.untreated
    owned = not matched.nameless or (len(census.patients) == 1 and not census.without_patient)
    if not owned:
        notify(f"{file}: {matched.nameless} of its treatments name no patient and are ignored.")
    elif matched.nameless:
        found, untreated = [replace(t, patient=next(iter(census.patients))) for t in found], ()
    return found, report_matches(file, matched, untreated, notify) and owned
