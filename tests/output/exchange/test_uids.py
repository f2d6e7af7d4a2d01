"""Studies, series and objects: the same course has the same UIDs, another has none of them."""

from __future__ import annotations

import dataclasses

from made_dicom import KNOWN, photo, read
from made_exchange import PDF, picture

from wrinkle_scan.output.exchange.dicom import (
    DescribedPicture,
    encapsulated_pdf,
    photographic_image,
)
from wrinkle_scan.visits.course.series import Series

STILL_IN = dataclasses.replace(KNOWN, deidentified=True, patient="K7Q")


def test_a_deidentified_objects_uids_do_not_hang_on_what_was_taken_out() -> None:
    capture = dataclasses.replace(STILL_IN.series[0].visits[1].captures[0], sha256="f" * 64, name="anna.jpg")
    frown = STILL_IN.series[0]
    other = dataclasses.replace(frown.visits[1], date="2020-02-02", captures=(capture,))
    frown = dataclasses.replace(frown, visits=(frown.visits[0], other, *frown.visits[2:]))
    assert photo(dataclasses.replace(STILL_IN, series=(frown, STILL_IN.series[1]))) == photo(STILL_IN)


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
