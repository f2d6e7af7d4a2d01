"""DICOM objects of a course: what was put in comes out, the standard's checker is content, nothing else is in it."""

from __future__ import annotations

import dataclasses
import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from made_dicom import HIDDEN, KNOWN, VIEWS, photo, read
from made_exchange import PDF, courses, picture
from PIL import Image
from pydicom.encaps import generate_frames
from pydicom.sr.codedict import codes

from wrinkle_scan.output.exchange.dicom import (
    TITLE,
    DescribedPicture,
    encapsulated_pdf,
    photographic_image,
)
from wrinkle_scan.visits.course.results import Progress

STILL_IN = dataclasses.replace(KNOWN, deidentified=True, patient="K7Q")

NAMELESS = dataclasses.replace(KNOWN, patient=None)

ODD_NAME = dataclasses.replace(KNOWN, patient="Zoë^\\=\n\ud800 " + "Ännchen von Tharau " * 9)

COURSES = {"known": KNOWN, "hidden": HIDDEN, "still in": STILL_IN, "nameless": NAMELESS, "odd": ODD_NAME}

WRITTEN = {
    "AccessionNumber", "AcquisitionContextSequence", "AcquisitionDate", "AcquisitionDateTime",
    "AnatomicRegionModifierSequence", "AnatomicRegionSequence", "BitsAllocated", "BitsStored", "BurnedInAnnotation",
    "CodeMeaning", "CodeValue", "CodingSchemeDesignator", "CodingSchemeIdentificationSequence", "CodingSchemeName",
    "Columns", "ConceptCodeSequence", "ConceptNameCodeSequence", "ContentDate", "ContentTime", "ConversionType",
    "DeidentificationMethod", "DerivationDescription", "DocumentTitle", "EncapsulatedDocument",
    "EncapsulatedDocumentLength", "HighBit", "ImageLaterality", "ImageType", "InstanceNumber",
    "LongitudinalTemporalInformationModified", "LossyImageCompression", "LossyImageCompressionMethod",
    "LossyImageCompressionRatio", "MIMETypeOfEncapsulatedDocument", "Manufacturer", "ManufacturerModelName", "Modality",
    "PatientBirthDate", "PatientID", "PatientIdentityRemoved", "PatientName", "PatientOrientation", "PatientSex",
    "PhotometricInterpretation", "PixelData", "PixelRepresentation", "PlanarConfiguration",
    "RecognizableVisualFeatures", "ReferringPhysicianName", "Rows", "SOPClassUID", "SOPInstanceUID", "SamplesPerPixel",
    "SeriesDescription", "SeriesInstanceUID", "SeriesNumber", "SoftwareVersions", "SpecificCharacterSet",
    "StudyDate", "StudyDescription", "StudyID", "StudyInstanceUID", "StudyTime", "ValueType",
}  # fmt: skip
"""All that these objects may tell: no device, station, institution, operator, place, clock, comment, no private one."""

needs_dciodvfy = pytest.mark.skipif(not shutil.which("dciodvfy"), reason="dciodvfy (dicom3tools) is not installed")


def objects(course: Progress) -> list[bytes]:
    return [encapsulated_pdf(course, PDF), *(photo(course, region) for region in VIEWS[course.deidentified :])]


@needs_dciodvfy
@pytest.mark.parametrize("name", COURSES)
def test_the_standards_checker_finds_no_error(name: str, tmp_path: Path) -> None:
    smile = photographic_image(COURSES[name], DescribedPicture(picture(subsampling=1), "smile", 0, "forehead"))
    for content in (*objects(COURSES[name]), smile):
        file = tmp_path / "object.dcm"
        file.write_bytes(content)
        done = subprocess.run(["dciodvfy", file], capture_output=True, text=True)
        said = done.stderr + done.stdout
        assert "EncapsulatedPDF" in said or "VLPhotographicImage" in said, "it was not recognised"
        assert [line for line in said.splitlines() if line.startswith("Error")] == []


@needs_dciodvfy
def test_the_checker_would_find_one(tmp_path: Path) -> None:
    data = read(photo())
    del data.SamplesPerPixel
    file = tmp_path / "object.dcm"
    data.save_as(file)
    assert "Error" in subprocess.run(["dciodvfy", file], capture_output=True, text=True).stderr


@pytest.mark.parametrize("pdf", [PDF, PDF + b"\n"], ids=["odd", "even"])
def test_a_report_comes_out_as_it_went_in(pdf: bytes) -> None:
    data = read(encapsulated_pdf(KNOWN, pdf))
    assert data.EncapsulatedDocument[: data.EncapsulatedDocumentLength] == pdf
    assert (data.MIMETypeOfEncapsulatedDocument, data.DocumentTitle) == ("application/pdf", TITLE)
    assert (data.StudyDate, data.AcquisitionDateTime) == ("20260512", "20260512"), "the last visit's"


@pytest.mark.parametrize("subsampling", [1, 2])
def test_a_picture_comes_out_as_it_went_in(subsampling: int) -> None:
    """A mistaken colour space, order of channels or size would show."""
    given_picture = picture(subsampling=subsampling)
    data = read(photographic_image(KNOWN, DescribedPicture(given_picture, "frown", 30, "glabella")))
    (stored,) = generate_frames(data.PixelData, number_of_frames=1)
    as_given = np.asarray(Image.open(io.BytesIO(given_picture.jpeg)), int)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(stored))), as_given), "not a bit is lost"
    seen = data.pixel_array.astype(int)
    assert seen.shape == (60, 90, 3) and np.abs(seen - as_given).max() <= 3
    assert seen[40, 10, 0] > 180 > 60 > seen[40, 10, 2] and seen[40, 80, 2] > 180 > 60 > seen[40, 80, 0]
    assert (data.PhotometricInterpretation, data.LossyImageCompression) == ("YBR_FULL_422", "01")


@pytest.mark.parametrize("name", COURSES)
def test_nothing_is_written_but_what_is_known_to_be(name: str) -> None:
    for content in objects(COURSES[name]):
        data = read(content)
        assert {element.keyword for element in data.iterall()} <= WRITTEN
        assert {str(data[empty].value) for empty in ("PatientBirthDate", "PatientSex", "AccessionNumber")} == {""}


def test_a_face_is_said_to_be_one() -> None:
    assert read(photo(region=None)).RecognizableVisualFeatures == "YES"
    assert "RecognizableVisualFeatures" not in read(photo(region="glabella"))
    with pytest.raises(ValueError, match="does not show the face"):
        photo(HIDDEN, region=None)


def test_where_and_what_is_shown_is_coded() -> None:
    """Codes and their names as pydicom has them from the standard's context groups."""
    for region, code, side in (
        (None, codes.cid4029.SkinOfFace, "U"),
        ("forehead", codes.cid4029.SkinOfForehead, "U"),
        ("crows_feet_right", codes.cid4029.SkinOfLateralCanthus, "R"),
        ("crows_feet_left", codes.cid4029.SkinOfLateralCanthus, "L"),
    ):
        data = read(photo(region=region))
        (item,) = data.AnatomicRegionSequence
        assert (item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning) == (code.value, "SCT", code.meaning)
        assert (data.ImageLaterality, data.AcquisitionDate) == (side, "20260211")
        (asked,) = data.AcquisitionContextSequence
        assert asked.ConceptCodeSequence[0].CodeValue == "frown"


@given(courses())
@settings(max_examples=25, deadline=None)
def test_any_course_makes_the_same_objects_again(course: Progress) -> None:
    shown = DescribedPicture(picture(), course.series[0].expression, course.series[0].visits[0].day)
    assert photographic_image(course, shown) == photographic_image(course, shown)
    assert encapsulated_pdf(course, PDF) == encapsulated_pdf(course, PDF)


def test_what_is_no_pdf_or_no_visit_is_refused() -> None:
    with pytest.raises(ValueError, match="no PDF"):
        encapsulated_pdf(KNOWN, b"<html>")
    with pytest.raises(ValueError, match="no visit"):
        encapsulated_pdf(dataclasses.replace(KNOWN, series=()), PDF)
    with pytest.raises(ValueError, match="no visit of day 31"):
        photo(day=31)
