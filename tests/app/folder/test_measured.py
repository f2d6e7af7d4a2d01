"""What was measured once is found again, by whatever process, and never a wrong number for another photo or setting."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from patients_folders import made_analysis, made_patients
from sample_photos import BEFORE, analyzed

from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.folder.measured import MeasuredNumbers, PhotoKey, settings_sha256
from wrinkle_scan.app.folder.number_file import FILE_NAME
from wrinkle_scan.app.folder.patients import KnownPhoto
from wrinkle_scan.comparison.contract import movement_json
from wrinkle_scan.comparison.movement import measure_movement
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.photo_finding import find_photos, infer_layout

KEY = PhotoKey("a" * 64, "frown")
PHOTO = "P1/2026-01-05_frown.jpg"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


SETTINGS = settings_sha256({"version": "1"})


def stored(root: Path) -> Path:
    return root / ".wrinkle-scan" / FILE_NAME


@pytest.mark.slow
def test_analyses_are_found_as_they_were_measured_but_for_the_folders(root: Path) -> None:
    analysis, other = analyzed(BEFORE), PhotoKey("b" * 64, "frown", (0, 0, 10, 10))
    data = json.loads(json.dumps(analysis.to_dict(movement_json(measure_movement(analysis, analysis)))))
    for key in (KEY, other):
        MeasuredNumbers(root).put_analysis(key, data)
    found = MeasuredNumbers(root).find_analysis(other, settings_sha256(data["provenance"]), PHOTO)
    assert found is not None and list(found) == list(data)
    data["photo"]["path"], data["movement"]["rest_photo"]["path"] = PHOTO, BEFORE.name
    assert found == data
    assert str(BEFORE.parent).encode() not in stored(root).read_bytes()
    with sqlite3.connect(stored(root)) as database:
        assert database.execute("SELECT count(*) FROM provenances").fetchone() == (1,), "it is kept once for both"
    database.close()


def test_another_photo_expression_crop_or_setting_is_not_found(root: Path) -> None:
    measured = MeasuredNumbers(root)
    measured.put_analysis(KEY, made_analysis())
    found = measured.find_analysis(KEY, SETTINGS, "P1/x.jpg")
    assert found == made_analysis() | {"photo": made_analysis()["photo"] | {"path": "P1/x.jpg"}}
    for key, settings in (
        (PhotoKey("b" * 64, "frown"), SETTINGS),
        (PhotoKey("a" * 64, "rest"), SETTINGS),
        (PhotoKey("a" * 64), SETTINGS),
        (PhotoKey("a" * 64, "frown", "left"), SETTINGS),
        (KEY, settings_sha256({"version": "2"})),
    ):
        assert measured.find_analysis(key, settings, PHOTO) is None


def test_what_was_measured_again_replaces_the_former(root: Path) -> None:
    measured = MeasuredNumbers(root)
    for severity in (20.0, 21.0):
        measured.put_analysis(KEY, made_analysis(severity))
    found = measured.find_analysis(KEY, SETTINGS, PHOTO)
    assert found is not None and found["regions"]["forehead"]["severity"] == 21.0


def test_nothing_is_made_until_something_is_kept(root: Path) -> None:
    measured = MeasuredNumbers(root)
    assert measured.find_analysis(KEY, SETTINGS, PHOTO) is None and measured.seen()(root / PHOTO) == KnownPhoto()
    assert not (root / ".wrinkle-scan").exists()


def test_a_photo_is_read_again_only_where_it_was_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measured, read = MeasuredNumbers(root), []
    real = measured.sha256_of.__globals__["sha256_of"]
    monkeypatch.setitem(measured.sha256_of.__globals__, "sha256_of", lambda file: read.append(file) or real(file))
    first = measured.sha256_of(root / PHOTO)
    assert MeasuredNumbers(root).sha256_of(root / PHOTO) == first and len(read) == 1
    (root / PHOTO).write_bytes((root / PHOTO).read_bytes()[:-1] + b"x")
    assert measured.sha256_of(root / PHOTO) != first and len(read) == 2
    with pytest.raises(PathError, match="no such photo"):
        measured.sha256_of(root / "P1/gone.jpg")


def test_a_clinic_knows_days_and_views_of_photos_that_were_measured(root: Path) -> None:
    (root / "P1/IMG_1.jpg").write_bytes(b"\xff\xd8\xff")
    measured = MeasuredNumbers(root)
    key = PhotoKey(measured.sha256_of(root / "P1/IMG_1.jpg"))
    measured.put_analysis(key, made_analysis(yaw=40.0))
    assert measured.seen()(root / "P1/IMG_1.jpg") == KnownPhoto("2026-01-05T10:00:00", "right")
    patient = read_clinic(root, measured.seen()).patient("P1")
    assert patient.undated == () and [key.view for key in patient.visits[0].photos] == ["front", "front", "right"]
    (root / "P1/IMG_1.jpg").write_bytes(b"\xff\xd8\xff\xff")
    assert measured.seen()(root / "P1/IMG_1.jpg") == KnownPhoto(), "it is another photo now"


@pytest.mark.parametrize(
    "broken",
    [b"not a database at all", b"SQLite format 3\0" + b"\xff" * 5000, b"\0" * 4096],
)
def test_a_broken_file_is_set_aside_and_begun_anew(root: Path, broken: bytes) -> None:
    stored(root).parent.mkdir()
    stored(root).write_bytes(broken)
    stored(root).with_name(f"{FILE_NAME}-journal").write_bytes(b"of the broken file")
    measured = MeasuredNumbers(root)
    assert measured.find_analysis(KEY, SETTINGS, PHOTO) is None
    measured.put_analysis(KEY, made_analysis())
    assert MeasuredNumbers(root).find_analysis(KEY, SETTINGS, PHOTO) is not None
    aside = stored(root).with_name("measured.broken-1.sqlite")
    assert aside.read_bytes() == broken and len(measured.notes) == 1
    assert "set aside as .wrinkle-scan/measured.broken-1.sqlite" in measured.notes[0]
    assert str(root) not in measured.notes[0]


def test_a_file_of_earlier_days_that_had_a_table_of_comparisons_is_used_on(root: Path) -> None:
    MeasuredNumbers(root).put_analysis(KEY, made_analysis())
    with sqlite3.connect(stored(root)) as earlier:
        earlier.execute("CREATE TABLE comparisons (key TEXT, settings TEXT, data TEXT, PRIMARY KEY (key, settings))")
    earlier.close()
    measured = MeasuredNumbers(root)
    assert measured.find_analysis(KEY, SETTINGS, PHOTO) is not None
    measured.put_analysis(KEY, made_analysis(21.0))
    assert measured.notes == []


def test_another_programs_database_is_set_aside_whole(root: Path) -> None:
    stored(root).parent.mkdir()
    with sqlite3.connect(stored(root)) as other:
        other.execute("CREATE TABLE analyses (something TEXT)")
        other.execute("INSERT INTO analyses VALUES ('of value')")
    other.close()
    measured = MeasuredNumbers(root)
    measured.put_analysis(KEY, made_analysis())
    assert "another program's file" in measured.notes[0]
    with sqlite3.connect(stored(root).with_name("measured.broken-1.sqlite")) as other:
        assert other.execute("SELECT * FROM analyses").fetchall() == [("of value",)]
    other.close()


def test_a_link_to_another_file_is_set_aside_and_that_file_untouched(root: Path, tmp_path: Path) -> None:
    MeasuredNumbers(tmp_path).put_analysis(KEY, made_analysis())
    theirs = stored(tmp_path).read_bytes()
    stored(root).parent.mkdir()
    stored(root).symlink_to(stored(tmp_path))
    measured = MeasuredNumbers(root)
    assert measured.find_analysis(KEY, SETTINGS, PHOTO) is None and "it is a link" in measured.notes[0]
    measured.put_analysis(PhotoKey("b" * 64), made_analysis())
    assert stored(tmp_path).read_bytes() == theirs and not stored(root).is_symlink()


def test_damage_in_the_middle_is_found_when_it_is_read(root: Path) -> None:
    measured = MeasuredNumbers(root)
    for number in range(60):
        measured.put_analysis(PhotoKey(f"{number:064}", "frown"), made_analysis())
    content = bytearray(stored(root).read_bytes())
    content[8192:-4096] = os.urandom(len(content) - 4096 - 8192)
    stored(root).write_bytes(content)
    again = MeasuredNumbers(root)
    for number in range(60):
        found = again.find_analysis(PhotoKey(f"{number:064}", "frown"), SETTINGS, PHOTO)
        assert found is None or found["regions"] == made_analysis()["regions"]
    again.put_analysis(KEY, made_analysis())
    assert again.find_analysis(KEY, SETTINGS, PHOTO) is not None and len(again.notes) == 1


WRITER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from patients_folders import made_analysis
from wrinkle_scan.app.folder.measured import MeasuredNumbers, PhotoKey
measured = MeasuredNumbers(Path(sys.argv[1]))
for number in range(1000):
    measured.put_analysis(PhotoKey(f"{sys.argv[2]}{number:063}", "frown"), made_analysis(float(number)))
    print(number, flush=True)
    if sys.argv[2] != "k" and number == 24:
        break
"""


@pytest.mark.slow
def test_several_processes_write_at_once_and_one_is_killed(root: Path) -> None:
    def begun(name: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", WRITER, str(root), name, *sys.path]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    writers, killed = [begun(name) for name in "ab"], begun("k")
    assert killed.stdout is not None
    last = [int(killed.stdout.readline()) for _ in range(10)][-1]
    killed.send_signal(signal.SIGKILL)
    for writer in (*writers, killed):
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0, 0]
    measured = MeasuredNumbers(root)
    for name, numbers in (("a", range(25)), ("b", range(25)), ("k", range(last + 1))):
        for number in numbers:
            found = measured.find_analysis(PhotoKey(f"{name}{number:063}", "frown"), SETTINGS, PHOTO)
            assert found is not None and found["regions"]["forehead"]["severity"] == number
    assert measured.notes == []


def test_the_numbers_are_no_photos_to_any_command(root: Path) -> None:
    before = [entry.source for entry in find_photos(root, infer_layout(root))]
    MeasuredNumbers(root).put_analysis(KEY, made_analysis())
    assert [entry.source for entry in find_photos(root, infer_layout(root))] == before
