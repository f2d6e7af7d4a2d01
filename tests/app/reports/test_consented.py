"""Exports hold only what was consented to, and say what they do not hold."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from sample_photos import without_forehead

from wrinkle_scan.app.folder.consent_changes import change_consents
from wrinkle_scan.app.reports.consented import LIST, export
from wrinkle_scan.app.server.own_process import WorkProgress
from wrinkle_scan.system.errors import PathError

HOSTILE = "<img src=x onerror=alert(1)>"
FIRST, SECOND = "P1/2026-01-05_frown.jpg", "P1/2026-02-05_frown.jpg"


class Quiet:
    """Reports to nobody."""

    def report(self, progress: WorkProgress) -> None:
        pass

    def stopped(self) -> bool:
        return False


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two patients' photos, of which no pixel is looked at."""
    root = tmp_path / "clinic"
    for number, path in enumerate((FIRST, SECOND, f"{HOSTILE}/2026-01-05_rest.jpg")):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"photo" + bytes([number]))
    return root


def test_without_any_consent_nothing_is_exported(root: Path, tmp_path: Path) -> None:
    with pytest.raises(PathError, match="there is no photo with consent to publication"):
        export(root, "P1", "publication", False, "en", tmp_path / "e.zip", Quiet())
    assert not (tmp_path / "e.zip").exists()


@pytest.mark.slow
@pytest.mark.parametrize("deidentify", [False, True])
def test_an_export_holds_what_was_consented_to_and_says_what_it_does_not(tmp_path: Path, deidentify: bool) -> None:
    root = tmp_path / "clinic"
    (root / "P1").mkdir(parents=True)
    for number, path in enumerate((FIRST, SECOND)):
        (root / path).write_bytes(without_forehead(number).read_bytes())
    change_consents(root, "", [(FIRST, "teaching"), (SECOND, "record")], [], "2026-03-01")
    found = export(root, "P1", "teaching", deidentify, "en", tmp_path / "e.zip", Quiet())
    assert (found.photos, found.without_report) == (1, None)
    assert [(photo.name, photo.reason) for photo in found.left_out] == [(SECOND, "There is no consent to teaching.")]
    with zipfile.ZipFile(tmp_path / "e.zip") as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    photo = "photos/day_0_frown_1.jpg" if deidentify else f"photos/{FIRST}"
    assert set(content) == {photo, "report.html", "report.pdf", LIST}
    assert (content[photo] == (root / FIRST).read_bytes()) is not deidentify
    report = content["report.html"].decode()
    assert ("P1" in report, "5 January 2026" in report) == (not deidentify, not deidentify)
    assert "5 February 2026" not in report, "what is left out is not measured either"
    assert (SECOND in content[LIST].decode()) is not deidentify
    assert "There is no consent to teaching." in content[LIST].decode()
    assert found.name.startswith("P1") is not deidentify
    assert zipfile.ZipFile(io.BytesIO((tmp_path / "e.zip").read_bytes())).testzip() is None
