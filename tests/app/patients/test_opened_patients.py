"""What is held of photos that were shown: made once for each state of a file, and again after it changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from local_pages import Here
from patients_folders import made_patients

from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.patients import opened_patients, photo_work
from wrinkle_scan.app.patients.opened_patients import OpenedPatients, Shown, shown
from wrinkle_scan.app.patients.photo_work import Numbers
from wrinkle_scan.app.server.background_jobs import Jobs
from wrinkle_scan.system.errors import PathError

UNMEASURED, UNREADABLE = "2026-01-05_frown.jpg", "2026-02-04_rest.jpg"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The photos that were drawn and measured; one of them was measured before."""
    calls: list[str] = []

    def picture(file: Path, width: int) -> bytes:
        calls.append(f"draw {file.name}")
        if file.name == UNREADABLE:
            raise PathError(file.name, "it cannot be read", "Choose another one.")
        return file.name.encode()

    def measure(root: Path, file: Path, expression: str | None) -> Numbers:
        calls.append(f"measure {file.name} {expression}")
        if file.name == UNREADABLE:
            raise PathError(file.name, "it cannot be read", "Choose another one.")
        return Numbers({"glabella": 20.0}, unkept=True)

    def known(root: Path, photos: tuple[tuple[Path, str | None], ...]) -> list[Numbers | None]:
        return [Numbers({"glabella": 5.0}) if "rest" in file.name and file.name != UNREADABLE else None
                for file, _ in photos]  # fmt: skip

    monkeypatch.setattr(photo_work, "picture", picture)
    monkeypatch.setattr(photo_work, "measure", measure)
    monkeypatch.setattr(photo_work, "known_numbers", known)
    return calls


@pytest.fixture
def opened(clinic: Path) -> Iterator[OpenedPatients]:
    jobs = Jobs(Here())  # type: ignore[arg-type]
    yield OpenedPatients(clinic, jobs)
    jobs.close()


def photos(root: Path) -> dict[str, Shown]:
    clinic = read_clinic(root)
    return {photo.path.name: shown(clinic, photo) for photo in clinic.patients["P1"].photos}


def open_(opened: OpenedPatients, own: dict[str, Shown]) -> bool:
    """Whether there was anything to do; it is done."""
    job = opened.open("P1", list(own.values()))
    return bool(job and job.wait(30))


def test_what_lacks_is_made_and_what_fails_is_said(opened: OpenedPatients, clinic: Path, asked: list[str]) -> None:
    own = photos(clinic)
    assert open_(opened, own)
    measured = [f"measure {UNMEASURED} frown", f"measure {UNREADABLE} rest"]
    assert sorted(asked) == sorted([*(f"draw {name}" for name in own), *measured])
    assert opened.thumbnail(own[UNMEASURED].key) == UNMEASURED.encode()
    assert opened.thumbnail(own[UNREADABLE].key) is None
    failed = opened.numbers(own[UNREADABLE])
    assert failed and failed.problem == "It cannot be read. Choose another one."
    assert opened.numbers(own["2026-01-05_rest.jpg"]) == Numbers({"glabella": 5.0})
    assert list(opened.photos("P1")) == list(own.values()) and opened.photos("P2") == ()


def test_the_second_time_only_what_could_not_be_kept_is_measured(
    opened: OpenedPatients, clinic: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_(opened, photos(clinic))
    asked.clear()
    assert open_(opened, photos(clinic)) and asked == [f"measure {UNMEASURED} frown"], "there may be room by now"
    monkeypatch.setattr(photo_work, "measure", lambda *_: Numbers({"glabella": 20.0}))
    assert open_(opened, photos(clinic))
    assert not open_(opened, photos(clinic)), "all of it is there"


def test_a_file_that_changed_is_another_photo(opened: OpenedPatients, clinic: Path, asked: list[str]) -> None:
    before = photos(clinic)
    open_(opened, before)
    asked.clear()
    (clinic / "P1" / "2026-01-05_rest.jpg").write_bytes(b"\xff\xd8\xff\xe0 longer than it was before")
    after = photos(clinic)
    changed = {name for name in after if after[name].key != before[name].key}
    assert changed == {"2026-01-05_rest.jpg"}
    open_(opened, after)
    assert "draw 2026-01-05_rest.jpg" in asked and f"draw {UNMEASURED}" not in asked


def test_of_many_pictures_those_not_seen_for_longest_go(
    opened: OpenedPatients, clinic: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened_patients, "MOST_THUMBNAILS", 2)
    own = photos(clinic)
    first, second, third = (name for name in own)
    opened.open("P1", [own[first], own[second]]).wait(30)  # type: ignore[union-attr]
    opened.thumbnail(own[first].key)
    opened.open("P1", [own[third]]).wait(30)  # type: ignore[union-attr]
    held = {name for name in own if own[name].key in opened._thumbnails}
    assert held == {first, third}, "the first was just seen"
    opened.forget()
    assert opened.thumbnail(own[first].key) is None and opened.numbers(own[first]) is None
