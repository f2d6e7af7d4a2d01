"""Which files of a folder become photos to score, and what their names say."""

from __future__ import annotations

from pathlib import Path

from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.naming import PATTERN
from wrinkle_scan.visits.catalog.photo_finding import find_photos


def _entries(folder: Path, *names: str) -> dict[str, PhotoEntry]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"\xd2\xea\xa1\xb8")
    return {entry.path.relative_to(folder).as_posix(): entry for entry in find_photos(folder, PATTERN)}


def test_a_placeholder_says_what_its_photo_would(tmp_path: Path) -> None:
    (entry,) = _entries(tmp_path, "P1/.2026-07-05_rest.heic.icloud").values()
    assert (entry.patient, entry.visit_date, entry.expression) == ("P1", "2026-07-05", "rest")


def test_a_placeholder_is_matched_by_a_pattern_as_its_photo_would(tmp_path: Path) -> None:
    _entries(tmp_path, ".P1_2026-07-05_rest.heic.icloud")
    (entry,) = find_photos(tmp_path, r"(?P<patient>[^_]+)_(?P<date>[^_]+)_(?P<expression>\w+)$")
    assert (entry.patient, entry.visit_date, entry.expression) == ("P1", "2026-07-05", "rest")


def test_neither_documents_nor_the_systems_folders_are_patients(tmp_path: Path) -> None:
    found = _entries(
        tmp_path, "P1/2026-06-05_rest.DNG", "consent/form.pdf", "films/a.MOV", "@eaDir/a.jpg", "#recycle/a.jpg"
    )
    assert {name: entry.patient for name, entry in found.items()} == {"P1/2026-06-05_rest.DNG": "P1"}
