"""De-identifies a course: a keyed pseudonym, days in place of dates, and no names.

The pseudonym is an HMAC-SHA256 (RFC 2104) of the name: with the key the same patient gets the same pseudonym; without
it no name can be tested against it. Photos are named by series and day; their SHA-256, by which anyone who holds a
photo could find it here, is replaced by a keyed hash. Injector and batch of a treatment are removed, as they lead to
clinic and day.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import hmac
import secrets
from pathlib import Path

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.unreadable import os_errors_as_path_errors
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.results import DATES, Progress
from wrinkle_scan.visits.course.series import Series, VisitResult

KEY_BYTES = 32
PSEUDONYM_LENGTH = 10
"""Characters of 5 bits each: the probability that any two of a million patients share one is 1 in 2,000."""
IDENTIFYING_ISSUES = ("time_order", "photo", "simulated", "captures")
"""Issues whose sentences may quote a date or camera metadata."""
SIMULATED = "Some of these photos are not real: their metadata declare them as simulated."

DOUBTFUL_DATES = "Dates of photos are doubtful; where the course is not de-identified each is named."


def new_key() -> bytes:
    """A new random key."""
    return secrets.token_bytes(KEY_BYTES)


def key_file_content(key: bytes) -> bytes:
    """The content of a key file."""
    return f"{key.hex()}\n".encode()


def read_key(file: Path) -> bytes:
    """The key in a file.

    Raises:
        PathError: the file holds no key, or cannot be read.
    """
    with os_errors_as_path_errors(file):
        content = file.read_bytes()
    try:
        key = bytes.fromhex(content.decode("ascii"))
    except ValueError as error:
        raise PathError(file, "this is no key file", "Name one that this program made, or a new one.") from error
    if len(key) < KEY_BYTES:
        raise PathError(file, "the key in it is too short", "Name one that this program made, or a new one.")
    return key


def deidentified(progress: Progress, key: bytes) -> Progress:
    """The course without names, dates, plain hashes and free text.

    Args:
        progress: a course.
        key: the key of the pseudonyms.
    """
    series = tuple(_series(one, key) for one in progress.series)
    treatments = tuple(
        dataclasses.replace(treatment, date="", batch=None, injector=None, patient=None)
        for treatment in progress.treatments
    )
    left_out = tuple(
        SkippedPhoto(message("photo {number}", number=i), message("It was left out."))
        for i, _ in enumerate(progress.left_out, 1)
    )
    issues = [issue for issue in progress.issues if issue.code != DATES]
    issues += [Issue(DATES, DOUBTFUL_DATES)] if len(issues) < len(progress.issues) else []
    issues += [Issue("simulated", SIMULATED)] if progress.simulated else []
    return Progress(
        pseudonym(progress.patient, key) if progress.patient else None,
        treatments,
        progress.treatment_days,
        series,
        left_out,
        tuple(issues),
        deidentified=True,
    )


def pseudonym(text: str, key: bytes) -> str:
    """PSEUDONYM_LENGTH letters and digits, the same for the same text and key."""
    digest = hmac.new(key, text.encode(errors="backslashreplace"), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:PSEUDONYM_LENGTH]


def _series(series: Series, key: bytes) -> Series:
    return dataclasses.replace(series, visits=tuple(_visit(visit, series, key) for visit in series.visits))


def _visit(visit: VisitResult, series: Series, key: bytes) -> VisitResult:
    captures = tuple(
        dataclasses.replace(
            capture,
            name=f"{series.key}, day {visit.day}, photo {number}",
            sha256=hmac.new(key, capture.sha256.encode(), hashlib.sha256).hexdigest(),
        )
        for number, capture in enumerate(visit.captures, 1)
    )
    return dataclasses.replace(
        visit,
        date=None,
        captures=captures,
        failed=tuple(SkippedPhoto(f"photo {n}", photo.reason) for n, photo in enumerate(visit.failed, 1)),
        issues=tuple(issue for issue in visit.issues if issue.code not in IDENTIFYING_ISSUES),
    )
