"""Dropped photos in the server's own folder: each once, each with what it is compared with, and none left behind."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from local_pages import Here
from patients_folders import jpeg, made_patients

from wrinkle_scan.app.folder.clinic import Clinic, read_clinic
from wrinkle_scan.app.patients import photo_work, trays
from wrinkle_scan.app.patients.photo_work import LookedAt
from wrinkle_scan.app.patients.trays import HALVES, Tray, Trays
from wrinkle_scan.app.server.background_jobs import Jobs
from wrinkle_scan.system.errors import PathError


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return read_clinic(made_patients(tmp_path / "clinic"))


@pytest.fixture
def all_trays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trays]:
    """Each photo seems to be of someone else than the last that it is compared with."""
    monkeypatch.setattr(
        photo_work, "look_at", lambda file, name, others: LookedAt(b"jpeg", unlike=others[-1] if others else None)
    )
    monkeypatch.setattr(photo_work, "cut", lambda file, crop: jpeg(crop))
    jobs = Jobs(Here())  # type: ignore[arg-type]
    (tmp_path / "place").mkdir()
    yield Trays(tmp_path / "place", jobs)
    jobs.close()


def add(tray: Tray, clinic: Clinic, name: str, content: bytes | None = None) -> str:
    made = tray.add(name, io.BytesIO(content or jpeg(f"new {name}")), clinic, clinic.patients["P1"])
    assert made.job.wait(30)
    return made.id


def test_a_photo_is_compared_with_the_patients_and_then_with_those_before_it(all_trays: Trays, clinic: Clinic) -> None:
    tray = all_trays.new()
    first, second = (tray.photo(add(tray, clinic, name)) for name in ("a.jpg", "b.jpg"))
    assert len(first.others) == len(first.known) == 3, "the patient's three"
    assert list(second.others) == [*second.known, first.file]
    assert second.seen and second.seen.unlike == first.file and second.note and "than in a.jpg" in second.note
    tray.remove(first.id)
    (again,) = tray.photos
    assert again.job.wait(30) and first.file not in again.others, "it is looked at anew without it"
    assert again.seen and again.seen.unlike == list(again.known)[-1]


def test_a_photo_comes_once_and_one_of_the_folder_is_known(all_trays: Trays, clinic: Clinic) -> None:
    tray = all_trays.new()
    filed = "P1/2026-01-05_rest.jpg"
    assert tray.photo(add(tray, clinic, "x.jpg", jpeg(filed))).same_as == filed
    with pytest.raises(PathError, match=r"this is the same photo as x\.jpg"):
        add(tray, clinic, "y.jpg", jpeg(filed))
    assert len(tray.photos) == len(list(tray.photos[0].file.parent.iterdir())) == 1, "no file of it is left"


def test_there_is_room_for_so_many(all_trays: Trays, clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trays, "MOST_DROPPED", 1)
    tray = all_trays.new()
    add(tray, clinic, "a.jpg")
    with pytest.raises(PathError, match="up to 1 photos are filed at once"):
        add(tray, clinic, "b.jpg")


def test_two_halves_stand_in_the_place_of_their_whole(all_trays: Trays, clinic: Clinic) -> None:
    tray = all_trays.new()
    _, whole, _ = (add(tray, clinic, name) for name in ("a.jpg", "pair.jpg", "c.jpg"))
    tray.cut(whole, "side_by_side")
    assert [(photo.name, photo.part) for photo in tray.photos] == [
        ("a.jpg", ""),
        ("pair.jpg", HALVES["left"]),
        ("pair.jpg", HALVES["right"]),
        ("c.jpg", ""),
    ]
    halves = [photo.id for photo in tray.photos[1:3]]
    assert tray.contents(halves) == [jpeg("left"), jpeg("right")]
    with pytest.raises(PathError, match="it is not here any more"):
        tray.photo(whole)


def test_the_oldest_is_forgotten_with_its_files(
    all_trays: Trays, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trays, "MOST_TRAYS", 2)
    oldest = all_trays.new()
    file = oldest.photo(add(oldest, clinic, "a.jpg")).file
    kept = [all_trays.new(), all_trays.new()]
    assert all_trays.get(oldest.id) is None and not file.parent.exists()
    assert [all_trays.get(tray.id) for tray in kept] == kept
    all_trays.forget(kept[0].id)
    assert all_trays.get(kept[0].id) is None and all_trays.get(kept[1].id) is kept[1]
