"""Files of an exchange: names, places that are refused before any work, and the sentence where a library is missing."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
from pathlib import Path

import pydicom
import pytest
from made_exchange import PDF, full_course, picture

from wrinkle_scan.output.exchange import extra
from wrinkle_scan.output.exchange.dicom import DescribedPicture
from wrinkle_scan.output.exchange.writing import check_dicom_folder, check_fhir, dicom_files
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.course.deidentifying import deidentified

PICTURES = [
    DescribedPicture(picture(), "frown", 30),
    DescribedPicture(picture(), "frown", 30),
    DescribedPicture(picture(), "smile", 0, "forehead"),
]
WITHOUT_LIBRARIES = """
import sys
sys.modules["pydicom"] = sys.modules["fhir"] = None
from pathlib import Path
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.output.exchange.writing import check_dicom_folder, check_fhir
for check in (check_fhir, lambda: check_dicom_folder(Path("somewhere"), False)):
    try:
        check()
    except PathError as error:
        print(error, error.exit_code)
"""


def test_the_report_and_each_picture_are_objects_of_their_own() -> None:
    files = dicom_files(full_course(), PDF, PICTURES)
    names = ["2026-02-11_frown_face_1.dcm", "2026-02-11_frown_face_2.dcm", "2026-01-12_smile_forehead_1.dcm"]
    assert list(files) == ["report.dcm", *names]
    read = [pydicom.dcmread(io.BytesIO(content)) for content in files.values()]
    assert len({data.SOPInstanceUID for data in read}) == 4, "two pictures that are alike are two objects"
    assert [str(data.InstanceNumber) for data in read[1:]] == ["1", "2", "1"]


def test_names_of_a_deidentified_course_hold_no_date() -> None:
    shown = [dataclasses.replace(one, region="forehead") for one in PICTURES[1:]]
    files = dicom_files(deidentified(full_course(), b"k" * 32), None, shown)
    assert list(files) == ["day_30_frown_forehead_1.dcm", "day_0_smile_forehead_1.dcm"]


def test_a_folder_in_use_is_refused_unless_asked_for(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_bytes(b"mine")
    with pytest.raises(PathError, match="not empty. Choose another name, or add --overwrite"):
        check_dicom_folder(tmp_path, overwrite=False)
    check_dicom_folder(tmp_path, overwrite=True)


def test_places_that_cannot_be_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"mine")
    with pytest.raises(PathError, match="not a folder"):
        check_dicom_folder(file, overwrite=True)
    with pytest.raises(PathError, match="its folder does not exist"):
        check_dicom_folder(tmp_path / "no" / "such", overwrite=False)
    check_dicom_folder(tmp_path / "new", overwrite=False)
    assert not (tmp_path / "new").exists(), "to check makes nothing"


def test_a_wrong_picture_is_an_error() -> None:
    with pytest.raises(ValueError):
        dicom_files(full_course(), PDF, [DescribedPicture(picture(), "frown", 31)])


def test_a_missing_library_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(extra, "find_spec", lambda _: None)
    with pytest.raises(PathError, match=r"^--fhir: fhir\.resources is not installed\. Install it: pip install"):
        check_fhir()
    with pytest.raises(PathError, match=r'"wrinkle-scan\[exchange\]"\.$'):
        check_dicom_folder(tmp_path / "new", False)
    assert list(tmp_path.iterdir()) == []


def test_the_rooms_can_be_entered_without_the_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_LIBRARIES], capture_output=True, text=True)
    assert done.stderr == ""
    assert [line[:9] for line in done.stdout.splitlines()] == ["--fhir: f", "--dicom: "]
    assert all(line.endswith("2") for line in done.stdout.splitlines())
