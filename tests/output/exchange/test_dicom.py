"""DICOM objects of a course: what was put in comes out, the standard's checker is content, nothing else is in it."""

from __future__ import annotations

import dataclasses
import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from made_dicom import HIDDEN, KNOWN, VIEWS, photo, read
from made_exchange import ISO_DATE, PDF, SECRET, any_text, courses, picture
from made_progress import NAME
from PIL import Image
from pydicom.encaps import generate_frames
from pydicom.sr.codedict import codes

from wrinkle_scan.output.course_files import FLATTENED, ON_THE_FACE
from wrinkle_scan.output.exchange.dicom import (
    AS_PHOTOGRAPHED,
    TITLE,
    DescribedPicture,
    encapsulated_pdf,
    photographic_image,
)
from wrinkle_scan.output.report.exposure import Picture
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import Series

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


def test_only_the_picture_of_a_jpeg_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x9003] = f"{SECRET} camera", "2026:02:11 10:00:00"
    secrets = {"exif": exif, "comment": f"{SECRET} comment", "icc_profile": SECRET.encode() * 9, "xmp": SECRET.encode()}
    jpeg = picture(**secrets).jpeg
    jpeg += picture(comment=SECRET).jpeg  # as phones put a second picture after the first
    content = photographic_image(KNOWN, DescribedPicture(Picture(jpeg, 90, 60), "frown", 30))
    assert jpeg.count(SECRET.encode()) >= 5, "else the test would prove nothing"
    assert SECRET.encode() not in content and b"Exif" not in content and b"2026:02" not in content
    assert read(content).pixel_array.shape == (60, 90, 3)


@pytest.mark.parametrize("name", COURSES)
def test_nothing_is_written_but_what_is_known_to_be(name: str) -> None:
    for content in objects(COURSES[name]):
        data = read(content)
        assert {element.keyword for element in data.iterall()} <= WRITTEN
        assert {str(data[empty].value) for empty in ("PatientBirthDate", "PatientSex", "AccessionNumber")} == {""}


@pytest.mark.parametrize("name", ["hidden", "still in"])
def test_a_deidentified_object_says_so_and_no_name_no_date_no_hash(name: str) -> None:
    for content, known in zip(objects(COURSES[name]), (objects(KNOWN)[i] for i in (0, 2, 3, 4, 5)), strict=True):
        data = read(content)
        assert (data.PatientIdentityRemoved, data.LongitudinalTemporalInformationModified) == ("YES", "REMOVED")
        assert data.BurnedInAnnotation == "NO" and data.DeidentificationMethod
        assert data.PatientID == COURSES[name].patient != NAME
        dated = [element for element in data.iterall() if element.VR in ("DA", "DT", "TM") and element.value]
        assert dated == [] and read(known).StudyDate.startswith("2026")
        texts = [str(element.value) for element in data.iterall() if element.VR not in ("UI", "OB")]
        assert not any(ISO_DATE.search(text) or NAME in text or f"{30:064x}" in text for text in texts)
        assert NAME.encode() not in content and NAME.encode() in known
        uids = [{d[key].value for key in ("StudyInstanceUID", "SOPInstanceUID")} for d in (data, read(known))]
        assert not uids[0] & uids[1], "else both could be laid beside each other"


def test_a_deidentified_objects_uids_do_not_hang_on_what_was_taken_out() -> None:
    capture = dataclasses.replace(STILL_IN.series[0].visits[1].captures[0], sha256="f" * 64, name="anna.jpg")
    frown = STILL_IN.series[0]
    other = dataclasses.replace(frown.visits[1], date="2020-02-02", captures=(capture,))
    frown = dataclasses.replace(frown, visits=(frown.visits[0], other, *frown.visits[2:]))
    assert photo(dataclasses.replace(STILL_IN, series=(frown, STILL_IN.series[1]))) == photo(STILL_IN)


def test_a_known_patients_report_says_that_it_names_him() -> None:
    assert read(encapsulated_pdf(KNOWN, PDF)).BurnedInAnnotation == "YES"
    assert read(encapsulated_pdf(NAMELESS, PDF)).BurnedInAnnotation == "NO"
    assert "PatientIdentityRemoved" not in read(photo())


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


def test_each_day_is_a_study_and_each_expression_and_view_a_series() -> None:
    def place(day: int, expression: str = "frown", region: str | None = None, number: int = 1) -> tuple[str, str, str]:
        shown = DescribedPicture(picture(), expression, day, region)  # type: ignore[arg-type]
        data = read(photographic_image(KNOWN, shown, number))
        return data.StudyInstanceUID, data.SeriesInstanceUID, data.SOPInstanceUID

    first = place(30)
    assert place(30, number=2)[:2] == first[:2] and place(30, number=2)[2] != first[2]
    for other in (place(30, "smile"), place(30, region="glabella")):
        assert other[0] == first[0] and other[1] != first[1]
    assert place(0)[0] != first[0]
    report = read(encapsulated_pdf(KNOWN, PDF))
    assert report.StudyInstanceUID not in (place(0)[0], first[0]), "it lies in the study of day 120"


def test_a_later_visit_changes_nothing_in_earlier_studies() -> None:
    frown = KNOWN.series[0]
    until_then = dataclasses.replace(
        KNOWN, series=(dataclasses.replace(frown, visits=frown.visits[:2]), KNOWN.series[1])
    )
    assert photo(until_then) == photo(KNOWN)
    assert read(encapsulated_pdf(until_then, PDF)).StudyInstanceUID == read(photo()).StudyInstanceUID


def test_a_treatment_entered_later_changes_the_days_and_no_study() -> None:
    def moved(one: Series) -> Series:
        return dataclasses.replace(one, visits=tuple(dataclasses.replace(v, day=v.day + 5) for v in one.visits))

    later = dataclasses.replace(KNOWN, series=tuple(map(moved, KNOWN.series)))
    one, other = read(photo()), read(photo(later, day=35))
    assert (one.StudyInstanceUID, one.SOPInstanceUID) == (other.StudyInstanceUID, other.SOPInstanceUID)
    assert (one.StudyID, other.StudyID) == ("day 30", "day 35")


def test_two_patients_of_one_name_on_one_day_are_two_studies() -> None:
    frown = KNOWN.series[0]
    capture = dataclasses.replace(frown.visits[1].captures[0], sha256="f" * 64)
    other = dataclasses.replace(
        frown, visits=(frown.visits[0], dataclasses.replace(frown.visits[1], captures=(capture,)))
    )
    namesake = dataclasses.replace(KNOWN, series=(other, KNOWN.series[1]))
    assert read(photo(namesake)).StudyInstanceUID != read(photo()).StudyInstanceUID


@given(any_text)
@settings(max_examples=30, deadline=None)
def test_any_name_is_written_and_read_back_as_one_line(name: str) -> None:
    data = read(encapsulated_pdf(dataclasses.replace(KNOWN, patient=name), PDF))
    for text in (str(data.PatientName), data.PatientID):
        assert len(text.encode()) <= 64 and "\\" not in text and text == " ".join(text.split())
    if len(name.encode(errors="replace")) <= 64:
        assert [c for c in data.PatientID if c.isalnum()] == [c for c in name if c.isalnum()]


def test_two_long_names_are_two_patients() -> None:
    one, other = (dataclasses.replace(KNOWN, patient="A" * 80 + last) for last in "xy")
    assert read(photo(one)).PatientID != read(photo(other)).PatientID
    assert len(read(photo(one)).PatientID) == 64


@given(courses())
@settings(max_examples=25, deadline=None)
def test_any_course_makes_the_same_objects_again(course: Progress) -> None:
    shown = DescribedPicture(picture(), course.series[0].expression, course.series[0].visits[0].day)
    assert photographic_image(course, shown) == photographic_image(course, shown)
    assert encapsulated_pdf(course, PDF) == encapsulated_pdf(course, PDF)


def grey() -> Picture:
    file = io.BytesIO()
    Image.new("L", (9, 9)).save(file, "JPEG")
    return Picture(file.getvalue(), 9, 9)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (picture(progressive=True), "baseline"),
        (grey(), "three channels"),
        (picture(subsampling=0), "full resolution"),
        (Picture(PDF, 9, 9), "no JPEG"),
    ],
    ids=["progressive", "grey", "full colour", "no picture"],
)
def test_a_jpeg_that_a_vl_image_cannot_hold_is_refused(made: Picture, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        photographic_image(KNOWN, DescribedPicture(made, "frown", 30))


def test_a_damaged_jpeg_is_refused_wherever_it_was_cut() -> None:
    jpeg = picture(comment="x", progressive=False).jpeg
    for end in range(len(jpeg) - 2):
        with pytest.raises(ValueError):
            photographic_image(KNOWN, DescribedPicture(Picture(jpeg[:end], 90, 60), "frown", 30))


def test_what_is_no_pdf_or_no_visit_is_refused() -> None:
    with pytest.raises(ValueError, match="no PDF"):
        encapsulated_pdf(KNOWN, b"<html>")
    with pytest.raises(ValueError, match="no visit"):
        encapsulated_pdf(dataclasses.replace(KNOWN, series=()), PDF)
    with pytest.raises(ValueError, match="no visit of day 31"):
        photo(day=31)


@pytest.mark.parametrize("derivation", [AS_PHOTOGRAPHED, ON_THE_FACE, FLATTENED])
def test_what_was_done_to_a_picture_is_written_in_full(derivation: str) -> None:
    """Of a text of more than 64 bytes the end would be a digest."""
    shown = DescribedPicture(picture(), "frown", 30, "forehead", derivation)
    data = pydicom.dcmread(io.BytesIO(photographic_image(KNOWN, shown)))
    assert data.DerivationDescription == derivation
