"""Photos fit into the folder where every command reads them as they are meant, and all others as before."""

from __future__ import annotations

from pathlib import Path

import pytest
from patients_folders import as_commands_read, in_sight, jpeg, made_patients

from wrinkle_scan.app.folder.fitting import Label, Names
from wrinkle_scan.app.folder.photo_filing import file_photos
from wrinkle_scan.system.errors import PathError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


@pytest.mark.parametrize(
    ("there", "filed"),
    [
        ("P9/2026-01-05/IMG_1.frown.jpg", "P1/2026-02-04_frown.jpg"),
        ("2026-01-05/P1/IMG_1.jpg", "2026-02-04/P1/2026-02-04_frown.jpg"),
        ("P1/2026-01-05/IMG_1.jpg", "P1/2026-02-04_frown.jpg"),
        ("P1/face/2026-01-05_frown.jpg", "P1/face/2026-02-04_frown.jpg"),
    ],
)
def test_a_folder_that_is_kept_otherwise_stays_so(tmp_path: Path, there: str, filed: str) -> None:
    (tmp_path / there).parent.mkdir(parents=True)
    (tmp_path / there).write_bytes(jpeg("old"))
    before = as_commands_read(tmp_path)
    (target,) = file_photos(tmp_path, [(jpeg("new"), Label("P1", "2026-02-04", "frown"))]).targets
    after = as_commands_read(tmp_path)
    assert target == filed and after.pop(target) == ("P1", "2026-02-04", "frown") and after == before


def test_a_folder_of_one_patient_keeps_to_that_patient(tmp_path: Path) -> None:
    root = tmp_path / "P1"
    root.mkdir()
    (root / "2026-01-05_frown.jpg").write_bytes(jpeg("old"))
    assert file_photos(root, [(jpeg("new"), Label("P1", "2026-02-04", "rest"))]).targets == ("2026-02-04_rest.jpg",)
    before = in_sight(root)
    with pytest.raises(PathError) as error:
        file_photos(root, [(jpeg("new"), Label("P2", "2026-02-04", "rest"))])
    assert "would not be read as P2's photo of 2026-02-04" in str(error.value) and in_sight(root) == before


def test_an_old_photo_is_filed_where_its_camera_says_the_same(root: Path) -> None:
    old = Label("P2", "1999-01-05", "rest", captured_at="1999-01-05T10:00:00")
    assert file_photos(root, [(jpeg("old"), old)]).targets == ("P2/1999-01-05_rest.jpg",)


def test_no_photo_is_ever_replaced(root: Path) -> None:
    (root / "P1/2026-01-05_FROWN_2.HEIC").write_bytes(b"another program's")
    label = Label("P1", "2026-01-05", "frown")
    assert file_photos(root, [(jpeg("new"), label)]).targets == ("P1/2026-01-05_frown_3.jpg",)
    assert (root / "P1/2026-01-05_frown.jpg").read_bytes() == jpeg("P1/2026-01-05_frown.jpg")


def test_the_names_say_how_each_photo_is_read(root: Path) -> None:
    for name in ("P7", ".hidden"):
        (root / name).mkdir()
    names = Names(root)
    assert names.patients == {"P1", "Zoë Ä", "P7"}
    assert names.reads_as("P1/2026-01-05_frown.jpg", Label("P1", "2026-01-05", "frown"))
    assert not names.reads_as("P1/2026-01-05_frown.jpg", Label("P1", "2026-01-05", "rest"))
    assert not names.reads_as("P1/gone.jpg", Label("P1", "2026-01-05", "frown"))


def test_places_are_free_and_unlike_each_other(root: Path) -> None:
    rest = Label("P1", "2026-01-05", "rest")
    assert Names(root).places_for([(rest, "jpg"), (rest, "png"), (Label("P1", "2026-01-05", None), "jpg")]) == [
        "P1/2026-01-05_rest_2.jpg",
        "P1/2026-01-05_rest_3.png",
        "P1/2026-01-05.jpg",
    ]
