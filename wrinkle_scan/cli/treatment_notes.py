"""Reports treatments and photos that do not match, on standard error."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wrinkle_scan.cli.layouts import Notify

if TYPE_CHECKING:
    from wrinkle_scan.visits.course.matching import PatientMatches

STRICT_HELP = "End with exit code 1 where treatments and photos do not meet"


def report_matches(file: Path, matched: PatientMatches, untreated: Sequence[str], notify: Notify) -> bool:
    """Reports each match of differently spelt names, each treatment without photos, and each patient without one.

    Args:
        file: the file of treatments.
        matched: the matches.
        untreated: patients without a treatment.
        notify: says a line.

    Returns:
        Whether all treatments have photos, and all of the patients a treatment.
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
        notify(f"{file}: these treatments are not read, {why}.")
