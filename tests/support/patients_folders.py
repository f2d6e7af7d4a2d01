"""Folders of patients to be changed, with photos that are photos by their first bytes only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wrinkle_scan.app.folder.consent_changes import change_consents
from wrinkle_scan.app.folder.consents import Purpose, read_consents
from wrinkle_scan.visits.catalog.photo_finding import find_photos, infer_layout

TREATMENTS = "patient;date;region;units;product;batch\r\nP1;19.01.2026;glabella;20,5;Brand A;C12\r\n"


def jpeg(text: str) -> bytes:
    """What counts as a photo until it is decoded; each text is another one."""
    return b"\xff\xd8\xff\xe0" + text.encode()


def made_patients(root: Path) -> Path:
    """Two patients, three visits, one treatment."""
    for name in (
        "P1/2026-01-05_rest.jpg",
        "P1/2026-01-05_frown.jpg",
        "P1/2026-02-04_rest.jpg",
        "Zoë Ä/2026-01-06_smile.jpg",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(jpeg(name))
    (root / "treatments.csv").write_bytes(TREATMENTS.encode())
    return root


def as_commands_read(root: Path) -> dict[str, tuple[str | None, str | None, str | None]]:
    """Patient, day and expression of each photo, by its path, as `batch` and `progress` take them."""
    return {
        entry.path.relative_to(root).as_posix(): (entry.patient, entry.visit_date, entry.expression)
        for entry in find_photos(root, infer_layout(root))
    }


def give_consent(root: Path, photos: list[str], purpose: Purpose = "record", day: str = "2026-01-05") -> None:
    """Enters consent to one use of photos, which are given by their paths in the folder."""
    change_consents(root, read_consents(root).revision, [(photo, purpose) for photo in photos], [], day)


def in_sight(root: Path) -> dict[str, bytes]:
    """The content of all files of a folder that are not hidden."""
    files = (path for path in root.rglob("*") if path.is_file())
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    return {path: content for path, content in found.items() if not path.startswith(".")}


def made_analysis(severity: float = 20.0, yaw: float = 2.0) -> dict[str, Any]:
    """The parts of an analysis's JSON by which it is kept, and one number."""
    return {
        "photo": {
            "path": "/home/someone/P1/2026-01-05_frown.jpg",
            "sha256": "a" * 64,
            "captured_at": "2026-01-05T10:00:00",
        },
        "face": {"yaw_deg": yaw},
        "regions": {"forehead": {"severity": severity}},
        "provenance": {"version": "1"},
    }
