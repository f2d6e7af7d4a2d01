"""How undeclared photos are classified from the faces of a patient."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_photos import BEFORE, SHARED_PHOTOS, analyzed, needs_shared_photos

from wrinkle_scan.face.expression import view_of
from wrinkle_scan.face.expression_signals import Movements
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.face_expressions import FaceSigns, classification_notes, classify_expressions, signs_of

REST = FaceSigns(Movements(0.0, 0.02, 0.1), 0.0, (0.3, 0.2, 0.2, 0.2))
FROWN = FaceSigns(Movements(0.0, 0.6, 0.0), 1.0, (0.3, 2.4, 0.3, 0.3))
RAISE = FaceSigns(Movements(0.0, 0.0, 0.9), -1.0, (2.6, 0.1, 0.2, 0.2))
SMILE = FaceSigns(Movements(0.95, 0.1, 0.1), 2.0, (0.3, 0.3, 2.2, 2.0))
SHOWN = {"rest": REST, "frown": FROWN, "brow_raise": RAISE, "smile": SMILE}


def photo(name: str, day: str = "2026-01-05") -> PhotoEntry:
    return PhotoEntry(name).with_known("manifest", patient="P", visit_date=day)


def test_four_expressions_of_a_day_are_classified() -> None:
    classified = classify_expressions([photo(name) for name in SHOWN], SHOWN)
    assert {entry.source: entry.expression for entry in classified} == {name: name for name in SHOWN}
    assert {entry.origin_of("expression") for entry in classified} == {"face"}
    assert all(0.8 <= (entry.expression_certainty or 0) <= 1 for entry in classified)


def test_what_is_declared_is_not_classified_anew() -> None:
    declared = photo("smile").with_known("name", expression="rest")
    (classified,) = classify_expressions([declared], SHOWN)
    assert (classified.expression, classified.origin_of("expression"), classified.expression_certainty) == (
        "rest",
        "name",
        None,
    )


def test_a_face_between_two_expressions_is_not_classified() -> None:
    between = FaceSigns(Movements(0.35, 0.2, 0.3), 0.0, (0.8, 0.8, 0.8, 0.8))
    (classified,) = classify_expressions([photo("x")], {"x": between})
    assert classified.expression is None
    (said,) = classification_notes([classified])
    assert "1 photo shows" in said and "compared with nothing" in said and "option expression" in said


@pytest.mark.parametrize("movement", ["frown", "brow_raise"])
def test_two_faces_at_rest_where_a_movement_is_missing_are_not_classified(movement: str) -> None:
    """After a treatment the try looks as at rest: which of the two it is, nobody knows."""
    first = [photo("rest"), photo(movement)]
    later = [photo("a", "2026-02-05"), photo("b", "2026-02-05")]
    seen = SHOWN | {"a": REST, "b": replace(REST, yaw_deg=2.0)}
    classified = {entry.source: entry.expression for entry in classify_expressions([*first, *later], seen)}
    assert classified == {"rest": "rest", movement: movement, "a": None, "b": None}
    alone = {entry.source: entry.expression for entry in classify_expressions([*first, later[0]], seen)}
    assert alone["a"] == "rest"


def visit(first: int, day: str, **shown: FaceSigns) -> tuple[list[PhotoEntry], dict[str, FaceSigns]]:
    """Photos as a phone numbers them, in the order in which they are given."""
    names = [f"{day}/IMG_{number}.JPG" for number in range(first, first + len(shown))]
    return [photo(name, day) for name in names], dict(zip(names, shown.values(), strict=True))


def shown_by(*visits: tuple[list[PhotoEntry], dict[str, FaceSigns]]) -> list[str | None]:
    photos = [one for entries, _ in visits for one in entries]
    return [
        one.expression for one in classify_expressions(photos, {k: v for _, seen in visits for k, v in seen.items()})
    ]


SUPPRESSED = replace(REST, yaw_deg=2.0)
"""A frown after a treatment."""


def test_a_suppressed_frown_is_known_by_its_place_in_the_order_of_the_visits() -> None:
    first = visit(98, "2026-01-05", rest=REST, frown=FROWN, brow_raise=RAISE, smile=SMILE)
    later = visit(1219, "2026-02-05", rest=REST, frown=SUPPRESSED, brow_raise=RAISE, smile=SMILE)
    assert shown_by(first, later) == [*SHOWN, *SHOWN]


def test_in_another_order_it_is_not_known() -> None:
    first = visit(98, "2026-01-05", rest=REST, frown=FROWN, brow_raise=RAISE, smile=SMILE)
    later = visit(1219, "2026-02-05", smile=SMILE, frown=SUPPRESSED, rest=REST, brow_raise=RAISE)
    assert shown_by(first, later) == [*SHOWN, "smile", None, None, "brow_raise"]


@pytest.mark.parametrize("name", ["{}.jpg", "photo.{}pg", "{}1.jpg"])
def test_of_names_that_do_not_count_up_no_order_is_known(name: str) -> None:
    faces = [*SHOWN.values(), REST, SUPPRESSED, RAISE, SMILE]
    photos = [photo(name.format(chr(ord("a") + k)), f"2026-0{1 + k // 4}-05") for k in range(len(faces))]
    seen = {one.source: face for one, face in zip(photos, faces, strict=True)}
    assert [one.expression for one in classify_expressions(photos, seen)][4:6] == [None, None]


def test_a_face_that_smiles_at_rest_is_known_beside_its_smile() -> None:
    friendly = replace(REST, movements=Movements(0.42, 0.02, 0.1))
    assert shown_by(visit(1, "2026-01-05", rest=friendly)) == [None]
    assert shown_by(visit(1, "2026-01-05", rest=friendly, smile=SMILE)) == ["rest", "smile"]


def test_what_is_declared_tells_the_photo_at_its_place_in_another_visit() -> None:
    """Two visits whose frown shows in neither face: in one of them it was declared."""
    first, seen = visit(98, "2026-01-05", rest=REST, frown=SUPPRESSED, smile=SMILE)
    declared = [
        one.with_known("name", expression=shown) for one, shown in zip(first, ("rest", "frown", "smile"), strict=True)
    ]
    later = visit(1219, "2026-02-05", rest=REST, frown=SUPPRESSED, smile=SMILE)
    assert shown_by((declared, seen), later)[3:] == ["rest", "frown", "smile"]


@pytest.mark.parametrize("yaw", [11.0, 13.0])
def test_an_oblique_that_is_turned_a_little_less_at_one_visit_keeps_its_place_in_the_order(yaw: float) -> None:
    """At 12 degrees a face changes its view: the second visit then has five frontal photos, the first four."""
    first = visit(98, "2026-01-05", **SHOWN, oblique=replace(SMILE, yaw_deg=13.0))
    faces = SHOWN | {"frown": SUPPRESSED, "oblique": replace(SMILE, yaw_deg=yaw)}
    assert shown_by(first, visit(1219, "2026-02-05", **faces)) == [*SHOWN, "smile", *SHOWN, "smile"]


def test_a_face_that_misleads_at_every_visit_is_not_believed_for_their_number() -> None:
    between = FaceSigns(Movements(0.0, 0.35, 0.02), 0.0, (0.5, 0.4, 0.3, 0.3))
    visits = [visit(100 * month, f"2026-0{month}-05", frown=between, smile=SMILE) for month in range(1, 7)]
    assert set(shown_by(*visits)) == {None, "smile"}


def test_obliques_are_views_of_their_own_and_named_by_the_side_that_is_seen() -> None:
    assert [view_of(yaw) for yaw in (-40.0, -7.0, 0.0, 7.0, 16.0)] == ["left", "front", "front", "front", "right"]
    (classified,) = classify_expressions([photo("rest")], {"rest": replace(REST, yaw_deg=30.0)})
    assert (classified.view, classified.origin_of("view"), classified.series.view) == ("right", "face", "right")


def test_the_sample_frowns() -> None:
    (classified,) = classify_expressions([photo("sample")], {"sample": signs_of(analyzed(BEFORE))})
    assert classified.expression in ("frown", None), "a frown is not taken for another expression"


@needs_shared_photos
@pytest.mark.slow
@pytest.mark.parametrize("person", ["005", "061", "140", "172"])
def test_a_neutral_and_a_smiling_photo_of_a_person_are_not_confused(person: str) -> None:
    photos = {name: SHARED_PHOTOS / "london" / f"{person}_{name}.jpg" for name in ("03", "08")}
    signs = {name: signs_of(analyzed(path)) for name, path in photos.items()}
    classified = {
        entry.source: entry.expression for entry in classify_expressions([photo(name) for name in photos], signs)
    }
    assert classified["03"] in ("rest", None)
    assert classified["08"] in ("smile", None) or signs["08"].movements.smile < 0.2
