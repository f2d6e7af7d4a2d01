"""What a killed process has left is ended by the next one, and nothing that somebody else put there is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from patients_folders import TREATMENTS, in_sight, jpeg, made_patients
from processes import PATIENCE_SECONDS

from wrinkle_scan.app import serving
from wrinkle_scan.app.folder.changes import changing, finish_changes, last_change, undo
from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.photo_filing import delete_photos, file_photos
from wrinkle_scan.app.folder.treatment_changes import add_treatment
from wrinkle_scan.app.folder.treatments_file import read_treatments_file
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.course.treatments import Treatment

REST, FROWN, SMILE = "P1/2026-01-05_rest.jpg", "P1/2026-01-05_frown.jpg", "Zoë Ä/2026-01-06_smile.jpg"
KILLED = """
import os, signal, sys
from pathlib import Path
from wrinkle_scan.app.folder import photo_filing, treatment_changes, treatments_file
from wrinkle_scan.visits.course.treatments import Treatment
root, moves = Path(sys.argv[1]), 0
def watch(event, arguments):
    global moves
    if event == "os.rename" and "-doing/" in str(arguments[0]) + str(arguments[1]) and "new/" not in str(arguments[0]):
        moves += 1
        if moves == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
if sys.argv[3] == "delete":
    photo_filing.delete_photos(root, sys.argv[4:])
else:
    file = treatments_file.read_treatments_file(root, "treatments.csv")
    treatment = Treatment("2026-02-02", ("forehead",), patient="P1")
    treatment_changes.add_treatment(root, file.path, file.revision, treatment)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


def killed(root: Path, at_move: int, *what: str) -> None:
    """Lets a process make a change and kills it before one of its moves."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", KILLED, str(root), str(at_move), *what]
    assert subprocess.run(command, env=environment, timeout=PATIENCE_SECONDS).returncode == -signal.SIGKILL


def test_a_deletion_that_was_killed_is_ended_and_can_be_undone(root: Path) -> None:
    before = in_sight(root)
    killed(root, 2, "delete", REST, SMILE)
    assert set(in_sight(root)) == set(before) - {REST}
    (left,) = finish_changes(root)
    assert left.state == "done" and set(in_sight(root)) == set(before) - {REST, SMILE}
    assert finish_changes(root) == () and undo(root).number == left.number and in_sight(root) == before


def test_the_page_ends_what_an_earlier_start_was_killed_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(root, 2, "delete", REST, SMILE)
    monkeypatch.setattr(serving, "_serve", lambda *_: None)
    notes: list[str] = []
    serving.serve(root, 0, lambda *_: None, notes.append)
    (note,) = notes
    assert "It is done now: 2 photos deleted" in note
    assert not (root / SMILE).exists() and finish_changes(root) == ()


def test_what_another_program_did_meanwhile_stays(root: Path) -> None:
    """The second photo is gone and another has taken the first one's place: nobody's file is overwritten or lost."""
    killed(root, 2, "delete", REST, SMILE)
    (root / SMILE).unlink()
    (root / REST).write_bytes(jpeg("another"))
    (left,) = finish_changes(root)
    assert left.state == "undone" and (root / REST).read_bytes() == jpeg("another")
    assert jpeg(REST) in [path.read_bytes() for path in (root / ".wrinkle-scan/bin").rglob("*.jpg")]


def test_a_photo_that_somebody_took_away_meanwhile_hinders_nothing(root: Path) -> None:
    killed(root, 2, "delete", REST, SMILE)
    (root / SMILE).unlink()
    (left,) = finish_changes(root)
    assert left.state == "done" and not (root / REST).exists()
    assert delete_photos(root, [FROWN]).number == 2


def test_treatments_that_a_spreadsheet_saved_meanwhile_stay(root: Path) -> None:
    killed(root, 1, "treat")
    edited = (TREATMENTS + "P1;2026-03-05;forehead;;;\r\n").encode()
    (root / "treatments.csv").write_bytes(edited)
    (left,) = finish_changes(root)
    assert left.state == "undone" and (root / "treatments.csv").read_bytes() == edited
    file = read_treatments_file(root, "treatments.csv")
    add_treatment(root, file.path, file.revision, Treatment("2026-02-02", ("forehead",), patient="P1"))
    undo(root)
    assert (root / "treatments.csv").read_bytes() == edited


def test_a_file_that_appears_in_a_photos_place_is_not_overwritten(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Just before the second of two photos comes to its place, another program puts a file there."""
    before, real = in_sight(root), os.rename

    def rename(source: Path, target: Path) -> None:
        if Path(target).name == "2026-03-04_rest.jpg":
            (root / "P1/2026-03-04_rest_2.jpg").write_bytes(jpeg("another"))
        real(source, target)

    monkeypatch.setattr(os, "rename", rename)
    label = Label("P1", "2026-03-04", "rest")
    with pytest.raises(PathError, match="a file of this name already"):
        file_photos(root, [(jpeg("1"), label), (jpeg("2"), label)])
    assert in_sight(root) == before | {"P1/2026-03-04_rest_2.jpg": jpeg("another")} and last_change(root) is None


def test_an_emptied_bin_holds_nothing_and_its_numbers_are_not_used_again(root: Path) -> None:
    delete_photos(root, [REST])
    with changing(root) as changes:
        changes.empty()
    assert not list((root / ".wrinkle-scan/bin").rglob("*.jpg")) and not (root / REST).exists()
    with pytest.raises(PathError, match="nothing to undo"):
        undo(root)
    assert delete_photos(root, [SMILE]).number == 2, "an old page's Undo must not mean it"


@pytest.mark.parametrize("link", [".wrinkle-scan", ".wrinkle-scan/bin", ".wrinkle-scan/changes.lock"])
def test_a_link_in_place_of_the_pages_own_files_is_not_followed(root: Path, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(outside / "file" if link.endswith("lock") else outside)
    with pytest.raises(PathError, match=r"this is a link|cannot be saved \(.*symbolic link"):
        delete_photos(root, [FROWN])
    assert list(outside.iterdir()) == [] and (root / FROWN).is_file()


def test_a_file_in_place_of_it_is_said(root: Path) -> None:
    (root / ".wrinkle-scan").write_text("mine")
    with pytest.raises(PathError, match="cannot be saved"):
        delete_photos(root, [FROWN])
    assert (root / ".wrinkle-scan").read_text() == "mine" and (root / FROWN).is_file()
