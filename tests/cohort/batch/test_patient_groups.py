"""Which photos are measured and compared in one process."""

from __future__ import annotations

import dataclasses

from wrinkle_scan.cohort.batch.patient_groups import MOST_IN_A_GROUP, groups_of, settled
from wrinkle_scan.visits.catalog.entries import PhotoEntry


def entry(
    source: str, patient: str | None, day: str | None = "2026-01-05", expression: str | None = "rest"
) -> PhotoEntry:
    return PhotoEntry(source).with_known("name", patient=patient, visit_date=day, expression=expression)


def names(entries: list[PhotoEntry]) -> list[list[str]]:
    return [[photo.source for _, photo in group] for group in groups_of(entries)]


def test_a_series_is_together_wherever_its_photos_are_named_first_visit_first() -> None:
    """As in a manifest by days, where a patient's photos lie far apart."""
    photos = [
        entry("a2", "A", "2026-02-05"),
        entry("b1", "B"),
        entry("a frown", "A", expression="frown"),
        entry("a1", "A"),
        entry("b2", "B", "2026-02-05"),
        entry("a3", "A", "2026-03-05"),
    ]
    groups = list(groups_of(photos))
    assert names(photos) == [["a1", "a2", "a3"], ["b1", "b2"], ["a frown"]], "the largest first"
    assert [[position for position, _ in group] for group in groups] == [[3, 0, 5], [1, 4], [2]]
    assert all(map(settled, groups))
    assert [photo for group in groups for _, photo in group] == [
        photos[place] for group in groups for place, _ in group
    ]


def test_a_patient_with_an_undeclared_or_undated_photo_is_one_group() -> None:
    """Faces are classified by all of a patient's photos, and the camera may say that a photo is of the first visit."""
    for unknown in (entry("a2", "A", expression=None), entry("a2", "A", day=None)):
        (group,) = groups_of([entry("a1", "A", expression="frown"), unknown, entry("a3", "A")])
        assert sorted(photo.source for _, photo in group) == ["a1", "a2", "a3"]
        assert not settled(group)


def test_photos_of_nobody_are_apart() -> None:
    assert names([entry("1", None), entry("2", None), entry("3", None, day=None)]) == [["1"], ["2"], ["3"]]


def test_a_group_too_large_for_one_process_is_shared_by_all() -> None:
    many = [entry(str(number), "A") for number in range(MOST_IN_A_GROUP)]
    assert len(names(many)) == 1
    assert [len(group) for group in names([*many, entry("one more", "A")])] == [1] * (MOST_IN_A_GROUP + 1)


def test_a_name_that_is_no_text_is_a_name() -> None:
    odd = dataclasses.replace(entry("1", "A"), patient="\udcff")
    assert names([odd, entry("2", "A")]) == [["1"], ["2"]] or names([odd, entry("2", "A")]) == [["2"], ["1"]]
