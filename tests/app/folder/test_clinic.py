"""The page shows a folder of patients as `batch` and `progress` read it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from patients_folders import as_commands_read, jpeg, made_patients
from processes import PATIENCE_SECONDS

from wrinkle_scan.app.folder.clinic import Clinic, read_clinic
from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.patient_record import KnownPhoto
from wrinkle_scan.app.folder.photo_filing import file_photos
from wrinkle_scan.face.expression import SeriesKey
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.census import Census
from wrinkle_scan.visits.catalog.photo_finding import find_photos, infer_layout
from wrinkle_scan.visits.course.folder import find_treatments
from wrinkle_scan.visits.course.record import Record


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


def as_page_reads(clinic: Clinic) -> dict[str, tuple[str | None, str | None, str | None]]:
    return {
        clinic.path_of(photo): (patient.name, photo.visit_date, photo.expression)
        for patient in clinic.patients.values()
        for photo in patient.photos
    }


@pytest.mark.parametrize(
    "names",
    [
        ["P1/2026-01-05/frown.jpg", "P1/2026-02-05/IMG_1.jpg", "P2/2026-01-06/rest.jpg"],
        ["2026-01-05/P1/frown.jpg", "2026-01-05/P2/rest.jpg", "2026-02-05/P1/frown.jpg"],
        ["P1_2026-01-05_frown.jpg", "P2_2026-01-05_frown.jpg", "P1_2026-02-05.rest.jpg"],
        ["P1/IMG_20260105_1015.jpg", "P1/05.02.2026 smile.jpg", "P2/13-01-2026 left.jpg", "P2/07-02-2026.jpg"],
        ["2026-01-05_frown.jpg", "2026-02-05_rest.jpg"],
    ],
)
def test_patients_days_and_expressions_are_those_of_the_commands(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(jpeg(name))
    clinic = read_clinic(tmp_path)
    assert as_page_reads(clinic) == as_commands_read(tmp_path) and clinic.left_out == () and clinic.unclear is None
    assert {(name, v.date) for name, one in clinic.patients.items() for v in one.visits} == {
        (patient, day) for patient, day, _ in as_commands_read(tmp_path).values()
    }


def test_what_cannot_be_shown_is_named_with_the_reason(root: Path) -> None:
    (root / "P1/IMG_2.dng").write_bytes(b"II*\0")
    (root / "P1/.IMG_3.HEIC.icloud").write_bytes(b"bplist")
    (root / "P1/letter.pdf").write_bytes(b"%PDF-1.7")
    (root / "P1/IMG_4.jpg").write_bytes(jpeg("no date"))
    clinic = read_clinic(root)
    assert {photo.name: photo.reason.split(".")[0] for photo in clinic.left_out} == {
        "P1/IMG_2.dng": "The file is a camera raw file, which cannot be read here",
        "P1/IMG_3.HEIC": "The file is not downloaded from iCloud yet",
    }
    assert [photo.path.name for photo in clinic.patient("P1").undated] == ["IMG_4.jpg"]
    with pytest.raises(PathError, match="no such patient"):
        clinic.patient("P2")


def test_a_folder_that_contradicts_itself_says_so(root: Path) -> None:
    for day in ("07", "08"):  # as many as there are folders
        (root / f"2026-01-{day}_frown.jpg").write_bytes(jpeg(f"whose? {day}"))
    clinic = read_clinic(root)
    assert clinic.unclear is not None and "patient and date stand at different places" in clinic.unclear.lower()
    assert len(clinic.left_out) == 6 and list(clinic.patients) == ["P1"], "whom the treatments name"
    with pytest.raises(PathError, match="different places"):
        file_photos(root, [(jpeg("x"), Label("P1", "2026-03-04", "rest"))])


def test_a_photo_beside_the_patients_folders_is_nobodys(tmp_path: Path) -> None:
    for name in ("P1/2026-01-05_frown.jpg", "P2/2026-01-06_rest.jpg", "IMG_1.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(jpeg(name))
    clinic = read_clinic(tmp_path)
    assert list(clinic.patients) == ["P1", "P2"] and clinic.unclear is None
    assert [photo.name for photo in clinic.left_out] == ["IMG_1.jpg"]
    file_photos(tmp_path, [(jpeg("x"), Label("P1", "2026-03-04", "rest"))])
    assert [visit.date for visit in read_clinic(tmp_path).patient("P1").visits] == ["2026-01-05", "2026-03-04"]


def test_what_was_seen_in_a_photo_before_gives_its_day_and_view(root: Path) -> None:
    (root / "P1/IMG_4.jpg").write_bytes(jpeg("no date"))
    known = {
        "IMG_4.jpg": KnownPhoto("2026-03-04T10:00:00", "front"),
        "2026-02-04_rest.jpg": KnownPhoto("2025-01-01T10:00:00", "left"),
    }
    patient = read_clinic(root, lambda path: known.get(path.name, KnownPhoto())).patient("P1")
    assert [visit.date for visit in patient.visits] == ["2026-01-05", "2026-02-04", "2026-03-04"]
    assert patient.last_visit == "2026-03-04" and patient.undated == ()
    assert patient.series == [SeriesKey("rest"), SeriesKey("rest", "left"), SeriesKey("frown"), SeriesKey(None)]


def test_a_patients_treatments_are_those_that_progress_takes(root: Path) -> None:
    for path, text in {
        "treatments.csv": "date,region,patient,batch\n2026-01-07,glabella,zoë  ä,C1\n2026-01-06,forehead,P1,C1\n"
        "2026-01-08,forehead,Nobody,C2\n2026-01-05,forehead,,\n",
        "Zoë Ä/treatments.csv": "date,region\n2026-01-09,forehead\n",
    }.items():
        (root / path).write_text(text, encoding="utf-8")
    clinic, census = read_clinic(root), Census()
    entries = list(census.counting(find_photos(root, infer_layout(root))))
    for name in ("P1", "Zoë Ä"):
        own = [entry for entry in entries if entry.patient == name]
        record = Record(name, {SeriesKey(None): (VisitOf(own),)}, ())  # type: ignore[dict-item]
        found = find_treatments(root, None, record, census.patients)
        shown = [(one.treatment.date, one.treatment.regions) for one in clinic.patient(name).treatments]
        assert shown == [(one.date, one.regions) for one in found.treatments] and shown
    assert [one.treatment.date for one in clinic.patient("P1").treatments] == ["2026-01-05", "2026-01-06"]
    assert clinic.patient("Zoë Ä").treatments_file == "Zoë Ä/treatments.csv"
    assert clinic.patient("Nobody").visits == () and clinic.lots == ["C1", "C2"]
    assert [(patient.name, len(had)) for patient, had in clinic.of_lot("c1")] == [("P1", 1)]


class VisitOf:
    """The part of a visit that `find_treatments` looks at."""

    def __init__(self, photos: list[object]) -> None:
        self.photos = photos


def test_treatments_that_cannot_be_read_do_not_hide_the_patients(root: Path) -> None:
    (root / "treatments.csv").write_text("date,region\n2026-13-01,forehead\n", encoding="utf-8")
    patient = read_clinic(root).patient("P1")
    assert patient.treatments == () and "line 2, column date" in (patient.problem or "").lower()


def test_patients_are_found_by_name_product_and_lot(root: Path) -> None:
    clinic = read_clinic(root)
    found = {text: [patient.name for patient in clinic.search(text)] for text in ("", "ZOË", "brand c12", "p1 c13")}
    assert found == {"": ["P1", "Zoë Ä"], "ZOË": ["Zoë Ä"], "brand c12": ["P1"], "p1 c13": []}


def test_nothing_that_takes_seconds_to_load_is_loaded() -> None:
    code = """
import sys
from wrinkle_scan.app.folder import changes, clinic, consents, due, measured, photo_filing, treatments_file
print(sorted({"cv2", "scipy", "mediapipe", "pyarrow", "numpy", "PIL", "skimage", "jinja2", "babel"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=True
    )
    assert done.stdout.strip() == "[]"
