"""The file of numbers is set aside where it is broken or not ours, and holds what several processes write at once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from patients_folders import made_analysis, made_patients

from wrinkle_scan.app.folder.measured import MeasuredNumbers, PhotoKey
from wrinkle_scan.app.folder.number_file import FILE_NAME, NumberFile
from wrinkle_scan.app.folder.packed_results import settings_sha256
from wrinkle_scan.system.errors import PathError

KEY = PhotoKey("a" * 64, "frown")
PHOTO = "P1/2026-01-05_frown.jpg"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


SETTINGS = settings_sha256({"version": "1"})


def stored(root: Path) -> Path:
    return root / ".wrinkle-scan" / FILE_NAME


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


def put(database: sqlite3.Connection, path: str = PHOTO) -> None:
    database.execute("INSERT INTO files VALUES (?, 'stamp', ?)", (path, "a" * 64))


def paths(database: sqlite3.Connection) -> list[str]:
    return [path for (path,) in database.execute("SELECT path FROM files ORDER BY path")]


def test_a_change_is_made_whole_or_not_at_all(root: Path) -> None:
    numbers = NumberFile(root)
    assert numbers.read(paths) is None and not numbers.is_there()
    numbers.write(put)

    def half(database: sqlite3.Connection) -> None:
        put(database, "P1/other.jpg")
        raise KeyError

    with pytest.raises(KeyError):
        numbers.write(half)
    assert NumberFile(root).read(paths) == [PHOTO] and numbers.is_there()
    assert stored(root).stat().st_mode & 0o777 == 0o600


def test_what_was_deleted_takes_no_room_in_the_file(root: Path) -> None:
    numbers = NumberFile(root)
    numbers.write(lambda database: [put(database, f"P1/{number:0200}.jpg") for number in range(300)])
    full = stored(root).stat().st_size
    numbers.write(lambda database: database.execute("DELETE FROM files"))
    numbers.compact()
    assert numbers.read(paths) == [] and stored(root).stat().st_size < full / 2
    assert b"0000.jpg" not in stored(root).read_bytes()


def test_a_folder_that_cannot_be_written_to_is_said(root: Path) -> None:
    (root / ".wrinkle-scan").write_text("mine", encoding="utf-8")
    with pytest.raises(PathError, match="cannot be saved"):
        NumberFile(root).write(put)
