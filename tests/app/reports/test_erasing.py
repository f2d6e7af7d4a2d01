"""What is deleted for good is found nowhere in the folder, and what stays is as before."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from patients_folders import give_consent, in_sight, made_analysis, made_patients
from processes import PATIENCE_SECONDS

from wrinkle_scan.app.folder.changes import undo
from wrinkle_scan.app.folder.deleting import delete_patient
from wrinkle_scan.app.folder.measured import MeasuredNumbers, PhotoKey
from wrinkle_scan.app.folder.moving import sha256_of
from wrinkle_scan.app.folder.packed_results import settings_sha256
from wrinkle_scan.app.folder.photo_filing import delete_photos
from wrinkle_scan.app.folder.renaming import rename_patient
from wrinkle_scan.app.reports.erasing import delete_for_good, look_into_bin
from wrinkle_scan.app.reports.folder_table import read_rows, table_file
from wrinkle_scan.app.reports.renamed_numbers import follow
from wrinkle_scan.cohort.batch.columns import PAIRS, SCORES, full_row
from wrinkle_scan.cohort.batch.tables import write_table
from wrinkle_scan.system.errors import PathError

REST, FROWN, LATER = "P1/2026-01-05_rest.jpg", "P1/2026-01-05_frown.jpg", "P1/2026-02-04_rest.jpg"
SMILE = "Zoë Ä/2026-01-06_smile.jpg"
KILLED = """
import os, signal, sys
from pathlib import Path
from wrinkle_scan.app.reports.erasing import delete_for_good
steps = 0
def watch(event, arguments):
    global steps
    if event in ("os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "sqlite3.connect"):
        steps += 1
        if steps == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
delete_for_good(Path(sys.argv[1]), sys.argv[2])
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Consents, numbers of all photos, and a review of each patient."""
    made = made_patients(tmp_path / "clinic")
    give_consent(made, [REST, SMILE])
    measured, keys = MeasuredNumbers(made), {}
    for path in (REST, FROWN, LATER, SMILE):
        keys[path] = PhotoKey(measured.sha256_of(made / path))
        measured.put_analysis(keys[path], made_analysis())
    for number, path in enumerate((REST, SMILE), 1):
        review = made / ".wrinkle-scan" / "reviews" / f"2026-03-0{number}_1"
        review.mkdir(parents=True)
        shown = {"sha256": keys[path].sha256}
        said = {"pairs": [{"patient": path.split("/")[0], "before": shown, "after": shown}]}
        (review / "key.json").write_text(json.dumps(said), encoding="utf-8")
        (review / "page.html").write_bytes((made / path).read_bytes())
    return made


def holding(root: Path, content: bytes) -> list[str]:
    """The files of a folder, hidden or not, in which something is found."""
    files = (path for path in root.rglob("*") if path.is_file())
    return sorted(path.relative_to(root).as_posix() for path in files if content in path.read_bytes())


def test_a_patient_who_was_deleted_for_good_is_found_nowhere(root: Path) -> None:
    photo, sha256 = (root / REST).read_bytes(), sha256_of(root / REST).encode()
    other = sha256_of(root / SMILE).encode()
    assert holding(root, photo) and holding(root, sha256) and holding(root, b"P1")
    delete_patient(root, "P1")
    stays = in_sight(root)
    kept = look_into_bin(root)
    assert (kept.photos, kept.reviews) == (3, ("2026-03-01",)) and kept.size > len(photo)
    delete_for_good(root, kept.mark)
    assert holding(root, photo) == holding(root, sha256) == holding(root, b"P1") == []
    assert in_sight(root) == stays and look_into_bin(root).changes == ()
    measured = MeasuredNumbers(root)
    assert measured.find_analysis(PhotoKey(other.decode()), settings_sha256(made_analysis()["provenance"]), "x.jpg")
    assert [path.name for path in (root / ".wrinkle-scan" / "reviews").iterdir()] == ["2026-03-02_1"]


def test_what_came_into_the_bin_meanwhile_is_not_deleted_unseen(root: Path) -> None:
    delete_photos(root, [REST])
    mark = look_into_bin(root).mark
    delete_photos(root, [FROWN])
    with pytest.raises(PathError, match="something else has come into it meanwhile, and nothing was deleted"):
        delete_for_good(root, mark)
    undo(root)
    assert (root / FROWN).is_file() and look_into_bin(root).photos == 1


def test_an_old_pages_undo_does_not_mean_a_later_change(root: Path) -> None:
    old = delete_photos(root, [REST])
    delete_for_good(root, look_into_bin(root).mark)
    later = delete_photos(root, [FROWN])
    assert later.number > old.number
    with pytest.raises(PathError, match="there is nothing to undo"):
        undo(root, old.number)
    assert not (root / FROWN).exists()


@pytest.mark.slow
def test_killed_at_any_step_it_is_asked_for_again_and_done(root: Path) -> None:
    photo = (root / REST).read_bytes()
    delete_patient(root, "P1")
    stays, code, steps = in_sight(root), -signal.SIGKILL, itertools.accumulate(itertools.count(1))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    while code == -signal.SIGKILL:
        command = [sys.executable, "-c", KILLED, str(root), look_into_bin(root).mark, str(next(steps))]
        code = subprocess.run(command, env=environment, timeout=PATIENCE_SECONDS).returncode
        assert in_sight(root) == stays
    assert code == 0 and next(steps) > 10 and holding(root, photo) == []


def test_rows_of_the_tables_follow_a_renaming_and_go_with_their_photos(root: Path) -> None:
    photos = [full_row(SCORES, path=str(root / path), patient=path.split("/")[0]) for path in (REST, LATER, SMILE)]
    before, after, left_out = (str(root / path) for path in (REST, LATER, FROWN))
    later = full_row(PAIRS, patient="P1", before_path=before, after_path=after, left_out=left_out)
    write_table(table_file(root, "photos"), SCORES, photos)
    write_table(table_file(root, "pairs"), PAIRS, [later])
    follow(root, rename_patient(root, "P1", "Anna"))
    renamed = [path.replace("P1", "Anna") for path in (REST, LATER, SMILE)]
    assert [(found["path"], found["patient"]) for found in read_rows(root, "photos")] == [
        (path, path.split("/")[0]) for path in renamed
    ]
    (pair,) = read_rows(root, "pairs")
    assert (pair["patient"], pair["after_path"], pair["left_out"]) == ("Anna", renamed[1], FROWN.replace("P1", "Anna"))
    delete_photos(root, [renamed[1]])
    delete_for_good(root, look_into_bin(root).mark)
    assert [found["path"] for found in read_rows(root, "photos")] == [renamed[0], SMILE]
    assert read_rows(root, "pairs") == []
