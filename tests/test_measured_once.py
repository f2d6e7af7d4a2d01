"""A command measures each photo once, in whichever of its processes, and hands what it measured to the comparison."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from clinics import made_clinic, wrinkle_scan
from sample_photos import CHECKOUT, without_forehead

from wrinkle_scan.cohort.batch.columns import PAIRS
from wrinkle_scan.cohort.batch.tables import read_table

pytestmark = pytest.mark.slow
Measured = Callable[..., Counter[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the photos of two patients, one of whose photos has no date, so that its group is not settled."""
    return made_clinic(tmp_path / "clinic", [without_forehead(take) for take in range(6)])


@pytest.fixture
def measured(tmp_path: Path) -> Measured:
    """Runs the program and returns how often it measured each photo, by the files' names."""

    def run(*arguments: str | Path) -> Counter[str]:
        notes = tmp_path / "measured.txt"
        notes.write_text("")
        paths = os.pathsep.join([str(CHECKOUT / "tests" / "support" / "counting"), str(CHECKOUT)])
        done = wrinkle_scan(
            *arguments, cwd=tmp_path, env={**os.environ, "PYTHONPATH": paths, "MEASURED_PHOTOS": str(notes)}
        )
        assert done.returncode == 0, done.stderr
        return Counter(notes.read_text().splitlines())

    return run


def test_by_batch_with_pairs(folder: Path, measured: Measured) -> None:
    """Declared photos are compared day by day, those of a patient with an undated one when all of them are measured."""
    found = measured("batch", folder, "--out", "t.csv", "--pairs", "--workers", "1")
    assert set(found.values()) == {1}
    p2 = found.keys() & {"copy.jpg", "2026-01-06_rest_left.jpg"}  # one photo with two names
    assert len(p2) == 1
    p1 = {"2026-01-05_frown.jpg", "2026-01-19_frown.jpg", "2026-04-02_frown.jpg"}
    assert found.keys() == {*p1, *p2, "2026-01-20_rest_left.jpg"}
    rows = list(read_table(folder.parent / "t.pairs.csv", PAIRS))
    assert {(row["patient"], row["after_date"], row["status"]) for row in rows} == {
        ("P1", "2026-01-19", "compared"),
        ("P1", "2026-04-02", "compared"),
        ("P2", "2026-01-20", "compared"),
    }
    pairs = (folder.parent / "t.pairs.csv").read_bytes()
    (folder.parent / "t.pairs.csv").unlink()
    again = measured("batch", folder, "--out", "t.csv", "--pairs", "--workers", "1")
    assert set(again.values()) == {1}, "a first visit is measured once for both of its follow-ups"
    assert (folder.parent / "t.pairs.csv").read_bytes() == pairs


@pytest.mark.parametrize("named", ["{day}_frown.jpg", "{day}.jpg"])
def test_by_progress_also_where_faces_are_classified(folder: Path, measured: Measured, named: str) -> None:
    place = folder.parent / "P1"
    place.mkdir()
    days = ["2026-01-05", "2026-01-19", "2026-04-02"]
    names = [named.format(day=day) for day in days]
    for day, name in zip(days, names, strict=True):
        shutil.copy(folder / "P1" / f"{day}_frown.jpg", place / name)
    assert measured("progress", place) == Counter(names)


def test_by_review_also_where_faces_are_classified(folder: Path, measured: Measured) -> None:
    """Three declared photos, and one that is not."""
    shutil.rmtree(folder / "P2")
    shutil.copy(without_forehead(3), folder / "P1" / "2026-04-02.jpg")
    names = [path.name for path in (folder / "P1").iterdir()]
    assert measured("review", folder, "--page", "review.html") == Counter(names)
