"""Which earlier photo a step is compared with."""

from __future__ import annotations

from pathlib import Path

from camera_pictures import step_of

from wrinkle_scan.app.camera.standard_series import candidates
from wrinkle_scan.app.folder.clinic import read_clinic


def test_the_course_baseline_comes_first(tmp_path: Path) -> None:
    for day in ("2025-11-01", "2026-01-05", "2026-02-01", "2026-03-01"):
        (tmp_path / "P").mkdir(exist_ok=True)
        (tmp_path / "P" / f"{day}_rest.jpg").write_bytes(b"\xff\xd8\xff\xe0" + day.encode())
    (tmp_path / "treatments.csv").write_text("patient,date,region\nP,2026-01-20,glabella\n")
    patient = read_clinic(tmp_path).patients["P"]
    days = [photo.date for photo in candidates(patient, step_of("rest"), "2026-03-01")]
    assert days == ["2026-01-05", "2025-11-01", "2026-02-01"]
    assert candidates(patient, step_of("smile"), "2026-03-01") == []
