"""A course without what says whose it is: a keyed pseudonym, days for dates, and no names.

The pseudonym is an HMAC-SHA256 (RFC 2104) of the name: who has the key finds the same pseudonym for the same patient,
who has not cannot try names out. Photos are named by series and day; their SHA-256, by which anyone who holds a photo
could find it here, gives way to a keyed one. Injector and batch of a treatment go, as they lead to clinic and day.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import hmac
import secrets
from pathlib import Path

from wrinkle_scan.analysis.results import Issue
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.unreadable import failures_in_plain_words
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.results import DATES, Progress, Series, VisitResult

KEY_BYTES = 32
LETTERS = 10
"""Of a pseudonym, 5 bits each: two of a million patients share one with a chance of 1 in 2,000."""
TELLING = ("time_order", "photo", "simulated", "captures")
"""Issues whose sentences may quote a date or what the camera wrote."""
SIMULATED = "Some of these photos are not real: they say of themselves that they were made by computation."

DOUBTFUL_DATES = "Dates of photos are doubtful; without --deidentify each is named."


def new_key() -> bytes:
    """A key that nobody has."""
    return secrets.token_bytes(KEY_BYTES)


def key_file_content(key: bytes) -> bytes:
    """What is in a key's file."""
    return f"{key.hex()}\n".encode()


def read_key(file: Path) -> bytes:
    """The key in a file.

    Raises:
        PathError: the file holds no key, or cannot be read.
    """
    with failures_in_plain_words(file):
        content = file.read_bytes()
    try:
        key = bytes.fromhex(content.decode("ascii"))
    except ValueError as error:
        raise PathError(file, "this is no key file", "Name one that this program made, or a new one.") from error
    if len(key) < KEY_BYTES:
        raise PathError(file, "the key in it is too short", "Name one that this program made, or a new one.")
    return key


def deidentified(progress: Progress, key: bytes) -> Progress:
    """The course with names, dates, hashes and free text taken out.

    Args:
        progress: a course.
        key: what the pseudonyms hang on.
    """
    series = tuple(_series(one, key) for one in progress.series)
    treatments = tuple(
        dataclasses.replace(treatment, date="", batch=None, injector=None, patient=None)
        for treatment in progress.treatments
    )
    left_out = tuple(SkippedPhoto(f"photo {i}", "It was left out.") for i, _ in enumerate(progress.left_out, 1))
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
    """LETTERS letters and digits, the same for the same text and key."""
    digest = hmac.new(key, text.encode(errors="backslashreplace"), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:LETTERS]


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
        issues=tuple(issue for issue in visit.issues if issue.code not in TELLING),
    )
