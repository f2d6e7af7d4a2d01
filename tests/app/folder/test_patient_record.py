"""A patient's photos, in the order in which they are shown and in which a face is known by them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from wrinkle_scan.app.folder.patient_record import Patient, Visit
from wrinkle_scan.app.folder.treatments_file import WrittenTreatment
from wrinkle_scan.app.server.server_limits import MOST_FACES_COMPARED
from wrinkle_scan.face.expression import SeriesKey
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.course.treatments import Treatment

REST, FROWN, SMILE, TURNED = SeriesKey("rest"), SeriesKey("frown"), SeriesKey("smile"), SeriesKey("rest", "left")


def visit(day: str, *keys: SeriesKey, captures: int = 1) -> Visit:
    found = {}
    for key in keys:
        names = [f"{day}_{key.expression}_{key.view}_{number}.jpg" for number in range(1, captures + 1)]
        found[key] = tuple(PhotoEntry(name, visit_date=day, expression=key.expression) for name in names)
    return Visit(day, found)


def patient(*visits: Visit, undated: tuple[PhotoEntry, ...] = (), lots: tuple[str | None, ...] = ()) -> Patient:
    treatments = tuple(
        WrittenTreatment(line, Treatment("2026-01-05", ("glabella",), batch=lot)) for line, lot in enumerate(lots, 2)
    )
    return Patient("P1", visits, undated, treatments, "treatments.csv", "")


def known(of: Patient, expression: str | None, today: str | None = None) -> list[str]:
    return [photo.path.name for photo in of.known_by(expression, today)]  # type: ignore[arg-type]


def test_a_face_is_known_by_the_latest_of_the_expression_then_at_rest_then_by_any() -> None:
    of = patient(visit("2026-01-05", REST, FROWN), visit("2026-02-04", REST, SMILE, TURNED))
    assert known(of, "frown") == [
        "2026-01-05_frown_front_1.jpg",
        "2026-02-04_rest_front_1.jpg",
        "2026-01-05_rest_front_1.jpg",
        "2026-02-04_smile_front_1.jpg",
    ], "never by one that is turned"
    assert known(of, "frown", "2026-01-05")[0] == "2026-02-04_rest_front_1.jpg", "the day's own come last"
    assert known(of, None)[0] == "2026-02-04_rest_front_1.jpg"
    assert known(patient(), "frown") == []


def test_of_very_many_photos_only_so_many_are_looked_at() -> None:
    days = [(date(2026, 1, 1) + timedelta(days=n)).isoformat() for n in range(MOST_FACES_COMPARED + 3)]
    found = known(patient(*(visit(day, REST, captures=2) for day in days)), "rest")
    assert found == [f"{day}_rest_front_1.jpg" for day in reversed(days[3:])], "the first capture of each"


def test_what_is_shown_of_a_patient() -> None:
    undated = PhotoEntry("IMG_1.jpg")
    of = patient(visit("2026-01-05", FROWN, REST), visit("2026-02-04", TURNED), undated=(undated,), lots=("C2", None))
    assert of.last_visit == "2026-02-04" and patient().last_visit is None
    assert of.series == [REST, TURNED, FROWN] and of.lots == {"C2"}
    assert of.photos[-1] is undated and len(of.photos) == 4
    assert of.visits[0].expressions == {"frown", "rest"}


def test_a_photo_whose_expression_is_not_known_adds_none_to_its_visit() -> None:
    assert visit("2026-01-05", SeriesKey(None), FROWN).expressions == {"frown"}
    assert Path(patient(visit("2026-01-05", SeriesKey(None))).known_by(None)[0].path).name.startswith("2026-01-05")
