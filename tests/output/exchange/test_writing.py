"""Which files are written, and where none are."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pydicom
import pytest
from made_exchange import PDF, full_course, picture

from wrinkle_scan.output.exchange.dicom import DescribedPicture
from wrinkle_scan.output.exchange.writing import check_dicom_folder, dicom_files
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.course.deidentifying import deidentified

PICTURES = [
    DescribedPicture(picture(), "frown", 30),
    DescribedPicture(picture(), "frown", 30),
    DescribedPicture(picture(), "smile", 0, "forehead"),
]


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
