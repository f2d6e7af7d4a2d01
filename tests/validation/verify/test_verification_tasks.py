"""Which photos a folder offers, and in what order; no photo is opened here."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_photos import BEFORE

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.validation.verify import verification_tasks
from wrinkle_scan.validation.verify.observed_cases import Person
from wrinkle_scan.validation.verify.verification_tasks import PersonTask, SeriesTask, find_tasks, inputs


def folder(root: Path, *names: str, people: str | None = None) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    if people is not None:
        (root / "people.csv").write_text(people, encoding="utf-8")
    return root


def test_every_photo_in_an_order_that_does_not_change(tmp_path: Path) -> None:
    folder(tmp_path, "b/2.JPG", "b/1.png", "a.heic", "notes.txt", ".hidden.jpg")
    assert [task.name for task in find_tasks(tmp_path)] == ["a.heic", "b/1.png", "b/2.JPG"]


def test_people_smiles_and_ages(tmp_path: Path) -> None:
    folder(
        tmp_path, "001_03.jpg", "001_08.jpg", "002_03.jpg", "other.jpg", people="face_id,face_age,face_eth\n001,24,w\n"
    )
    first, second = find_tasks(tmp_path)
    assert first == PersonTask("001_03.jpg", tmp_path / "001_03.jpg", tmp_path / "001_08.jpg", Person(24, "w"))
    assert second == PersonTask("002_03.jpg", tmp_path / "002_03.jpg")
    assert inputs([first, second]) == [tmp_path / n for n in ("001_03.jpg", "001_08.jpg", "002_03.jpg")]


def test_repeats_are_series_of_names_alike(tmp_path: Path) -> None:
    folder(tmp_path, *(f"repeats/{n}.jpg" for n in ("15cm", "30cm", "45cm", "lisa1", "lisa2", "alone")))
    series = find_tasks(tmp_path)
    assert [task.name for task in series if isinstance(task, SeriesTask)] == ["30cm to 45cm", "lisa1 to lisa2"]
    assert len(inputs(series)) == 4


@pytest.mark.parametrize(
    ("names", "people", "words"),
    [
        (["notes.txt"], None, "there is no photo in this folder"),
        (["001_08.jpg"], "face_id,face_age,face_eth\n", "neutral photos end in _03"),
        (["001_03.jpg"], "face_id,face_age,face_eth\n001,old,w\n", "people.csv: line 2, column face_age: old is not"),
        (["001_03.jpg"], "name\nx\n", "face_age"),
        (["001_03.jpg"], "face_id,face_age,face_eth\n001\n", "face_age: nothing is not"),
    ],
)
def test_folders_that_cannot_be_used(tmp_path: Path, names: list[str], people: str | None, words: str) -> None:
    with pytest.raises(PathError, match=words):
        find_tasks(folder(tmp_path, *names, people=people))


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(PathError, match="there is no such folder"):
        find_tasks(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(PathError, match="this is not a folder"):
        find_tasks(tmp_path / "file")


def test_the_sample_unless_it_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_tasks(None) == [PersonTask(BEFORE.name, BEFORE)]
    installed = tmp_path / "site-packages" / "wrinkle_scan" / "validation" / "verify"
    monkeypatch.setattr(verification_tasks, "__file__", str(installed / "verification_tasks.py"))
    with pytest.raises(PathError, match="--photos"):
        find_tasks(None)
