"""A phone's folder, of which nobody declared anything, gives the answers that it gives with a manifest."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from clinics import wrinkle_scan
from PIL import Image
from sample_photos import SHARED_PHOTOS, above_brows, analyzed, another_take, needs_shared_photos

from wrinkle_scan.cohort.batch.columns import PAIRS, SCORES, Row
from wrinkle_scan.cohort.batch.tables import read_table

pytestmark = [pytest.mark.slow, needs_shared_photos]
SHOWN = {"IMG_1219": ("03", "rest"), "IMG_1220": ("08", "smile")}
PERSON = "102"


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A neutral and a smiling photo of one person, and both again at a second visit; a manifest of all beside them.

    Cut above the brows: the forehead takes longest to compare.
    """
    place = tmp_path_factory.mktemp("phone")
    lines = ["path,patient,date,expression"]
    for day, take in (("2026-01-12", 0), ("2026-02-10", 1)):
        folder = place / "photos" / "P1" / day
        folder.mkdir(parents=True)
        for number, (name, expression) in SHOWN.items():
            analysis = analyzed(SHARED_PHOTOS / "london" / f"{PERSON}_{name}.jpg")
            pixels = another_take(analysis.photo, analysis.face, take).pixels[above_brows(analysis.face) :]
            Image.fromarray(pixels).save(folder / f"{number}.jpg", quality=92)
            lines.append(f"photos/P1/{day}/{number}.jpg,P1,{day},{expression}")
    (place / "all.csv").write_text("\n".join(lines), encoding="utf-8")
    return place


def pairs(place: Path, photos: str, table: str) -> dict[tuple[str, str], Row]:
    done = wrinkle_scan("batch", photos, "--out", table, "--pairs", "--workers", "1", cwd=place)
    assert done.returncode == 0, done.stderr
    rows = read_table(place / table.replace(".csv", ".pairs.csv"), PAIRS)
    return {(row["expression"], row["region"]): row for row in rows if row["status"] == "compared"}


def test_the_pairs_are_those_of_the_manifest(phone: Path) -> None:
    """The manifest's table goes on from the folder's: its photos are known, and are what the manifest says."""
    classified = pairs(phone, "photos", "classified.csv")
    shutil.copy(phone / "classified.csv", phone / "declared.csv")
    declared = pairs(phone, "all.csv", "declared.csv")
    assert (
        {expression for expression, _ in classified} <= {expression for expression, _ in declared} == {"rest", "smile"}
    )
    assert classified, "neither the neutral nor the smiling faces were classified"
    for key, row in classified.items():
        assert row["verdict"] in (declared[key]["verdict"], "cannot_tell"), key
    photos = {row["path"]: row for row in read_table(phone / "classified.csv", SCORES)}
    for path, row in photos.items():
        assert row["expression"] in (SHOWN[Path(path).stem][1], None)
        assert row["expression_from"] == (row["expression"] and "face")
        assert (row["view"], row["view_from"]) == ("front", "face")
