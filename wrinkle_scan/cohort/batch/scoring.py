"""Scores one photo, the same way on every engine: from its bytes and its entry to its rows."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.analysis.contract import region_figures
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.cohort.batch.columns import SCORES, Row, Stamp, full_row
from wrinkle_scan.cohort.batch.uris import fetch
from wrinkle_scan.face.expression import view_of
from wrinkle_scan.face.working_picture import decode_to_measure
from wrinkle_scan.photo.reading import read_bytes
from wrinkle_scan.system.errors import PathError, PhotoError, WrinkleScanError
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.entries import ATTRIBUTES, PhotoEntry
from wrinkle_scan.visits.provenance import visits_provenance

Keep = Callable[[str, Analysis], None]


@cache
def stamp(compared: bool = False) -> Stamp:
    """Provenance of this program's results, with the settings of comparisons if `compared`."""
    made_with = visits_provenance(compared)
    text = json.dumps({name: of for name, of in made_with.items() if name != "version"}, sort_keys=True)
    return Stamp(made_with["version"], hashlib.sha256(text.encode()).hexdigest())


def score_file(entry: PhotoEntry, keep: Keep | None = None) -> list[Row]:
    """The rows of a photo on disk or at a URI, as `score_bytes`; one row if it cannot be read."""
    if not entry.remote and os.path.isdir(entry.path):
        said = message("This folder may not be read. Ask for permission, and start again.")
        return failed(entry, None, "unreadable", said)
    try:
        data = fetch(entry)
    except WrinkleScanError as error:
        return failed(entry, None, error.code if isinstance(error, PhotoError) else "unreadable", error.reason)
    return score_bytes(data, entry, keep)


def score_bytes(data: bytes, entry: PhotoEntry, keep: Keep | None = None) -> list[Row]:
    """The rows of a photo: one for each region, or a single one with the reason where it cannot be measured.

    Args:
        data: the photo file's bytes.
        entry: what is known of it.
        keep: is given its SHA-256 and its analysis.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        photo = decode_to_measure(entry.path, data)
        analysis = analyze_photo(photo, entry.expression)
        if keep:
            keep(sha256, analysis)
    except PhotoError as error:
        return failed(entry, sha256, error.code, error.reason)
    except MemoryError:
        return failed(entry, sha256, "too_large", message("There is not enough memory for it. Make it smaller."))
    shared: Row = {"path": entry.name, "sha256": sha256, "status": "scored", "captured_at": photo.captured_at}
    shared["last_change"] = photo.last_change if photo.captured_at else None
    seen = entry.dated_by(photo.captured_at).with_known("face", view=view_of(analysis.face.yaw_deg))
    shared |= entry_columns(seen) | vars(stamp()) | analysis.face_figures
    return [
        full_row(SCORES, region=name, **(shared | region_figures(region))) for name, region in analysis.regions.items()
    ]


def failed(entry: PhotoEntry, sha256: str | None, code: str, reason: str) -> list[Row]:
    """The one row of a photo that could not be scored."""
    text = reason.encode(errors="backslashreplace").decode()
    return [
        full_row(
            SCORES, path=entry.name, sha256=sha256, status="failed", failure=code, reason=text, **entry_columns(entry),
            **vars(stamp()),
        )
    ]  # fmt: skip


def relabel_rows(rows: list[Row], entry: PhotoEntry) -> list[Row]:
    """The rows of an identical file, or of this one in an earlier run, with what the entry states now."""
    seen, yaw = entry.dated_by(rows[0]["captured_at"]), rows[0]["yaw_deg"]
    known = entry_columns(seen if yaw is None else seen.with_known("face", view=view_of(yaw)))
    return [row | {"path": entry.name} | known for row in rows]


def entry_columns(entry: PhotoEntry) -> Row:
    """The columns of what is known of a photo besides its pixels, each with its source."""
    known = {key: getattr(entry, key) for key in ATTRIBUTES} | {
        f"{key}_from": entry.origin_of(key) for key in ATTRIBUTES
    }
    return known | {"expression_certainty": entry.expression_certainty}


def sha256_if_readable(path: Path) -> str | None:
    """SHA-256 of a file's bytes on this machine; None where it cannot be read."""
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except (PathError, PhotoError):
        return None
