"""What a course says of photos whose expression is not known, when there are treatments."""

from __future__ import annotations

from wrinkle_scan.face.expression import SeriesKey
from wrinkle_scan.output.report.course_words import series_title
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.visits import VisitPhotos
from wrinkle_scan.visits.course.following import progress_of
from wrinkle_scan.visits.course.record import Record
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import VisitResult
from wrinkle_scan.visits.course.treatments import Treatment
from wrinkle_scan.visits.course.visit_measuring import Baseline, MeasuredVisit

TREATED = Treatment("2026-01-12", ("glabella",))


def course(*photos: tuple[SeriesKey, str]) -> Progress:
    """The course of visits of one photo each, without measuring them."""
    record = Record("A", {key: (VisitPhotos(day, (PhotoEntry(f"{day}.jpg"),)),) for key, day in photos}, ())
    visits = [
        MeasuredVisit(
            key, day, (), None, Baseline(day, ()), VisitResult(day, 0, True, (), (), None, False, (), (), {}), {}
        )
        for key, day in photos
    ]
    return progress_of(record, [TREATED], visits)


def treated_before(*photos: tuple[SeriesKey, str]) -> list[str]:
    return [issue.message for issue in course(*photos).issues if issue.code == "treated_before"]


def test_a_photo_that_is_not_classified_may_be_the_one_from_before() -> None:
    """“No photo from before the treatment” alone would send the reader looking for one that is in the folder."""
    rest, unknown = (SeriesKey("rest"), "2026-02-11"), (SeriesKey(None), "2026-01-12")
    (alone,) = treated_before(rest)
    assert "“rest” has no photo from before" in alone and "may be of this series" not in alone
    (said,) = treated_before(rest, unknown)
    assert said.startswith(alone) and said.endswith("may be of this series.")
    for other in (SeriesKey(None, "left"), "2026-01-12"), (SeriesKey(None), "2026-03-11"):
        assert treated_before(rest, other) == [alone]


def test_photos_that_are_not_compared_have_no_baseline_to_speak_of() -> None:
    progress = course((SeriesKey(None, "left"), "2026-02-11"))
    assert [issue.code for issue in progress.issues if issue.code == "treated_before"] == []
    assert series_title(progress.series[0]) == "Expression not declared, from the patient's left (not compared)"
    assert series_title(course((SeriesKey("frown"), "2026-02-11")).series[0]) == "Frowning"
