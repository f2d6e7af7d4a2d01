"""Photos are filed so that every command reads them as they are meant, and changes of them are undone."""

from __future__ import annotations

import shutil
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from commands import invoke
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patients_folders import as_commands_read, in_sight, jpeg, made_patients
from sample_photos import BEFORE

from wrinkle_scan.app.folder.changes import finish_changes, last_change, undo
from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.photo_filing import (
    add_patient,
    delete_photos,
    file_photos,
    move_photos,
    proposed,
    same_photos,
)
from wrinkle_scan.face.expression import EXPRESSIONS
from wrinkle_scan.system.errors import PathError, PhotoError

ISO_DAYS = st.dates(date(2015, 1, 1), date(2026, 6, 1)).map(date.isoformat)
LABELS = st.builds(
    Label, st.sampled_from(["P1", "00123", "Zoë Ä", "Smith 1980-02-03"]), ISO_DAYS, st.sampled_from(EXPRESSIONS)
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


def test_what_is_filed_is_read_by_every_command_as_it_was_meant(root: Path) -> None:
    labels = [
        Label("P1", "2026-03-04", "brow_raise"),
        Label("P1", "2026-03-04", "brow_raise"),
        Label(" Zoë Ä ", "2026-03-05", None),
        Label("00123", "2026-03-06", "other"),
    ]
    change = file_photos(root, [(jpeg(str(number)), label) for number, label in enumerate(labels)])
    assert change.targets == (
        "P1/2026-03-04_brow_raise.jpg",
        "P1/2026-03-04_brow_raise_2.jpg",
        "Zoë Ä/2026-03-05.jpg",
        "00123/2026-03-06_other.jpg",
    )
    read = as_commands_read(root)
    assert [read[path] for path in change.targets] == [
        ("P1", "2026-03-04", "brow_raise"),
        ("P1", "2026-03-04", "brow_raise"),
        ("Zoë Ä", "2026-03-05", None),
        ("00123", "2026-03-06", "other"),
    ]
    assert (root / change.targets[1]).read_bytes() == jpeg("1")


@pytest.mark.slow
@given(st.lists(LABELS, min_size=1, max_size=6))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_labels_are_read_back(tmp_path: Path, labels: list[Label]) -> None:
    shutil.rmtree(tmp_path / "any", ignore_errors=True)
    root = tmp_path / "any"
    root.mkdir()
    change = file_photos(root, [(jpeg(str(number)), label) for number, label in enumerate(labels)])
    read = as_commands_read(root)
    assert [read[path] for path in change.targets] == [(one.patient, one.date, one.expression) for one in labels]
    assert [(root / path).read_bytes() for path in change.targets] == [jpeg(str(n)) for n in range(len(labels))]
    undo(root)
    assert in_sight(root) == {} and sorted(path.name for path in root.iterdir()) == [".wrinkle-scan"]


@pytest.mark.slow
def test_batch_scores_what_was_filed_and_ignores_the_rest(tmp_path: Path) -> None:
    root = tmp_path / "clinic"
    root.mkdir()
    file_photos(root, [(BEFORE.read_bytes(), Label("P1", "2026-01-05", "frown"))])
    file_photos(root, [(jpeg("no face"), Label("P1", "2026-01-06", "frown"))])
    undo(root)
    assert invoke("batch", root, "--out", tmp_path / "table.csv").exit_code == 0
    rows = (tmp_path / "table.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 5 and all("P1/2026-01-05_frown.heic" in row and ",scored," in row for row in rows[1:])


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (Label("P1", "2026-02-30", "rest"), "not a date"),
        (Label("P1", "", "rest"), "nothing is not a date"),
        (Label("P1", (date.today() + timedelta(days=3)).isoformat(), "rest"), "lies in the future"),
        (Label("P1", "2026-01-05", "grimace"), "grimace is none of"),  # type: ignore[arg-type]
        (Label("p1", "2026-01-05", "rest"), "there is a patient P1 already"),
        (Label("P2", "1999-01-05", "rest", "2026-01-05T10:00:00"), "would not be read as P2's photo of 1999-01-05"),
    ],
)
def test_what_cannot_be_filed_is_refused_and_so_is_all_with_it(root: Path, label: Label, said: str) -> None:
    before = in_sight(root)
    with pytest.raises(PathError) as error:
        file_photos(root, [(jpeg("good"), Label("P1", "2026-03-04", "rest")), (jpeg("bad"), label)])
    assert said in str(error.value) and in_sight(root) == before and last_change(root) is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<script>alert(1)</script>", b"\0" * 2000])
def test_a_file_that_is_no_photo_is_refused(root: Path, content: bytes) -> None:
    with pytest.raises(PhotoError):
        file_photos(
            root, [(jpeg("good"), Label("P1", "2026-03-04", "rest")), (content, Label("P1", "2026-03-04", "rest"))]
        )
    assert last_change(root) is None


def test_moving_and_deleting_are_undone_also_by_another_process(root: Path) -> None:
    states, changes = [in_sight(root)], []
    changes.append(move_photos(root, {"P1/2026-01-05_rest.jpg": Label("P1", "2026-01-05", "smile")}))
    states.append(in_sight(root))
    changes.append(move_photos(root, {"P1/2026-02-04_rest.jpg": Label("New", "2026-02-05", "rest")}))
    states.append(in_sight(root))
    changes.append(delete_photos(root, ["P1/2026-01-05_smile.jpg", "Zoë Ä/2026-01-06_smile.jpg"]))
    assert changes[0].targets == ("P1/2026-01-05_smile.jpg",) and changes[1].targets == ("New/2026-02-05_rest.jpg",)
    assert sorted(in_sight(root)) == ["New/2026-02-05_rest.jpg", "P1/2026-01-05_frown.jpg", "treatments.csv"]
    binned = [path.read_bytes() for path in (root / ".wrinkle-scan/bin").rglob("*.jpg")]
    assert sorted(binned) == sorted([jpeg("P1/2026-01-05_rest.jpg"), jpeg("Zoë Ä/2026-01-06_smile.jpg")])
    finish_changes(root)
    for state, change in zip(reversed(states), reversed(changes), strict=True):
        assert last_change(root) == change and undo(root).number == change.number
        assert in_sight(root) == state
    assert not (root / "New").exists() and last_change(root) is None
    with pytest.raises(PathError, match="nothing to undo"):
        undo(root)


def test_what_is_filed_already_is_not_moved(root: Path) -> None:
    with pytest.raises(PathError, match="filed so already"):
        move_photos(root, {"P1/2026-01-05_rest.jpg": Label("P1", "2026-01-05", "rest")})
    with pytest.raises(PathError, match="no such photo any more"):
        delete_photos(root, ["P1/2026-01-05_rest.jpg", "P1/gone.jpg"])
    with pytest.raises(PathError, match="no such photo any more"):
        delete_photos(root, ["treatments.csv"])
    assert last_change(root) is None


def test_what_was_changed_since_is_not_undone(root: Path) -> None:
    (target,) = file_photos(root, [(jpeg("new"), Label("P1", "2026-03-04", "rest"))]).targets
    (root / target).write_bytes(jpeg("retouched"))
    with pytest.raises(PathError, match="changed in the meantime"):
        undo(root)
    (root / target).unlink()
    with pytest.raises(PathError, match="no longer there"):
        undo(root)
    change = delete_photos(root, ["P1/2026-01-05_rest.jpg"])
    (root / "P1/2026-01-05_rest.jpg").write_bytes(jpeg("another"))
    with pytest.raises(PathError, match="a file of this name already"):
        undo(root, change.number)
    assert (root / "P1/2026-01-05_rest.jpg").read_bytes() == jpeg("another")


def test_a_new_patient_has_a_folder_and_is_shown(root: Path) -> None:
    assert add_patient(root, "P7").folders == ("P7",)
    assert list(read_clinic(root).patients) == ["P1", "P7", "Zoë Ä"] and read_clinic(root).patient("P7").visits == ()
    with pytest.raises(PathError, match="such a patient already"):
        add_patient(root, "P7")
    undo(root)
    assert not (root / "P7").exists()


@pytest.mark.parametrize(
    ("name", "camera", "day", "expression"),
    [
        ("2026-01-05_frown.jpg", None, "2026-01-05", "frown"),
        ("DCIM/IMG_20260105_101500.brow raise.jpg", "2026-02-01T10:00:00", "2026-01-05", "brow_raise"),
        ("C:\\Users\\x\\IMG_1219.HEIC", "2026-02-01T10:00:00", "2026-02-01", None),
        ("IMG_1219.HEIC", None, None, None),
    ],
)
def test_what_a_file_says_of_itself_is_proposed(
    name: str, camera: str | None, day: str | None, expression: str | None
) -> None:
    found = proposed(name, camera)
    assert (found.visit_date, found.expression) == (day, expression)


def test_a_photo_that_is_there_already_is_found(root: Path) -> None:
    same = jpeg("P1/2026-02-04_rest.jpg")
    assert same_photos(read_clinic(root), [jpeg("P1/2026-02-04_rest.jp!"), same]) == [None, "P1/2026-02-04_rest.jpg"]


def test_many_at_once_are_all_filed(root: Path) -> None:
    """Twelve tabs file five photos each under the same patient, day and expression."""
    before, label = in_sight(root), Label("P1", "2026-03-04", "rest")
    sets = [[(jpeg(f"{tab} {number}"), label) for number in range(5)] for tab in range(12)]
    threads = [threading.Thread(target=file_photos, args=(root, photos)) for photos in sets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    new = {path: content for path, content in in_sight(root).items() if path not in before}
    assert sorted(new.values()) == sorted(content for photos in sets for content, _ in photos)
    assert set(new) == {f"P1/2026-03-04_rest{'' if n == 1 else f'_{n}'}.jpg" for n in range(1, 61)}
