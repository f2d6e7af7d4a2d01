"""Whose an object is and what it shows, by its header."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from made_dicom import HIDDEN, KNOWN, VIEWS, photo, read
from made_exchange import ISO_DATE, PDF, any_text
from made_progress import NAME

from wrinkle_scan.output.exchange.dicom import (
    encapsulated_pdf,
)
from wrinkle_scan.visits.course.results import Progress

STILL_IN = dataclasses.replace(KNOWN, deidentified=True, patient="K7Q")

NAMELESS = dataclasses.replace(KNOWN, patient=None)

ODD_NAME = dataclasses.replace(KNOWN, patient="Zoë^\\=\n\ud800 " + "Ännchen von Tharau " * 9)

COURSES = {"known": KNOWN, "hidden": HIDDEN, "still in": STILL_IN, "nameless": NAMELESS, "odd": ODD_NAME}


def objects(course: Progress) -> list[bytes]:
    return [encapsulated_pdf(course, PDF), *(photo(course, region) for region in VIEWS[course.deidentified :])]


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


def test_a_known_patients_report_says_that_it_names_him() -> None:
    assert read(encapsulated_pdf(KNOWN, PDF)).BurnedInAnnotation == "YES"
    assert read(encapsulated_pdf(NAMELESS, PDF)).BurnedInAnnotation == "NO"
    assert "PatientIdentityRemoved" not in read(photo())


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
