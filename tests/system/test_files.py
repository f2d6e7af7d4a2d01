"""Output files are written whole or not at all, readable by their owner only."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.files import check_outputs, write_together, write_whole

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX file systems")
NAMES = st.binary(min_size=1, max_size=255).filter(lambda b: not set(b) & {0, 47} and b not in (b".", b".."))


@POSIX
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(name=NAMES, content=st.binary(max_size=100), again=st.binary(max_size=100))
def test_any_name_that_a_file_may_have(tmp_path: Path, name: bytes, content: bytes, again: bytes) -> None:
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    path = folder / os.fsdecode(name)
    check_outputs([path], [tmp_path / "photo.jpg"], overwrite=False)
    write_whole(path, content)
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(PathError, match="exists already"):
        check_outputs([path], [], overwrite=False)
    check_outputs([path], [], overwrite=True)
    write_whole(path, again)
    assert path.read_bytes() == again
    assert os.listdir(folder) == [path.name]
    path.unlink()


@POSIX
def test_a_disk_that_fills_up_leaves_what_was_there(tmp_path: Path) -> None:
    """With a limit on file sizes in place of a small disk: writing fails in the midst."""
    old = tmp_path / "a.json"
    old.write_bytes(b"yesterday")
    code = """
import resource, sys
from pathlib import Path
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.files import write_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(Path(sys.argv[1]), bytes(5000))
except PathError as error:
    print(error)
"""
    reported = subprocess.check_output([sys.executable, "-c", code, old], text=True)
    assert reported.startswith(f"{old}: it cannot be written (File too large). ")
    assert old.read_bytes() == b"yesterday"
    assert os.listdir(tmp_path) == ["a.json"]


@POSIX
def test_interrupted_in_the_midst_leaves_what_was_there(tmp_path: Path) -> None:
    """An alarm's exception, as Ctrl-C raises one, while the file is flushed to the disk."""
    old = tmp_path / "a.json"
    old.write_bytes(b"yesterday")
    code = """
import signal, sys
from pathlib import Path
from wrinkle_scan.system.files import write_whole
signal.signal(signal.SIGALRM, signal.default_int_handler)
content = bytes(100_000_000)
try:
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    write_whole(Path(sys.argv[1]), content)
except KeyboardInterrupt:
    print("interrupted")
"""
    assert subprocess.check_output([sys.executable, "-c", code, old], text=True) == "interrupted\n"
    assert old.read_bytes() == b"yesterday"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_folder_that_went_away_meanwhile(tmp_path: Path) -> None:
    with pytest.raises(PathError, match="cannot be written") as caught:
        write_whole(tmp_path / "gone" / "a.json", b"x")
    assert caught.value.exit_code == 2


@POSIX
def test_more_files_than_may_be_open_at_a_time(tmp_path: Path) -> None:
    code = """
import resource, sys
from pathlib import Path
from wrinkle_scan.system import staging
from wrinkle_scan.system.files import write_together
staging.MAX_OPEN_FILES = 30
resource.setrlimit(resource.RLIMIT_NOFILE, (50, 50))
folder = Path(sys.argv[1])
write_together({folder / str(number): b"x" for number in range(60)}, folder)
"""
    subprocess.run([sys.executable, "-c", code, tmp_path / "new"], check=True)
    assert sorted(os.listdir(tmp_path / "new"), key=int) == [str(number) for number in range(60)]
    assert os.listdir(tmp_path) == ["new"]


def test_the_file_that_cannot_be_is_named_and_no_other_is_written(tmp_path: Path) -> None:
    """A folder that came into its place meanwhile."""
    (tmp_path / "b.html").mkdir()
    (tmp_path / "a.json").write_bytes(b"yesterday")
    places = [tmp_path / name for name in ("c.png", "b.html", "a.json")]
    with pytest.raises(PathError) as caught:
        write_together(dict.fromkeys(places, b"x"))
    assert caught.value.path == tmp_path / "b.html"
    assert sorted(os.listdir(tmp_path)) == ["a.json", "b.html"]
    assert (tmp_path / "a.json").read_bytes() == b"yesterday"


def test_outputs_that_only_look_alike(tmp_path: Path) -> None:
    check_outputs([tmp_path / "a.json", tmp_path / "a.html"], [tmp_path / "a.jpg", tmp_path / "b.jpg"], overwrite=False)
    check_outputs([], [], overwrite=False)
