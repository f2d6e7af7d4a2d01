"""What may not be read or written is said in a sentence, and nothing is lost: as a user meets it who is not root."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sample_photos import COMMAND, a_third

from wrinkle_scan.cohort.batch.columns import SCORES
from wrinkle_scan.cohort.batch.tables import read_table

IS_ROOT = getattr(os, "geteuid", lambda: 1)() == 0
WITHOUT_ROOTS_RIGHTS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
"""Root may read and write whatever it likes by these two capabilities alone."""
SECRET = ("secret.frown.jpg", "secret.csv", "secret.key")
PROGRAM = """
import json, sys
from commands import invoke

for line in sys.stdin:
    result = invoke(*line.split())
    print(json.dumps([result.exit_code, result.stdout, result.stderr]), flush=True)
"""
"""Runs one command line after another; what each costs is mostly the start of its processes."""
Said = tuple[int, str, str]
"""Exit code, standard output, standard error."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions"),
    pytest.mark.skipif(IS_ROOT and not shutil.which("setpriv"), reason="root may do everything: setpriv is missing"),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A photo, files and a folder that may not be read, and one with yesterday's results that may not be written to."""
    place = tmp_path_factory.mktemp("place")
    (place / "visits").mkdir()
    for name in ("face.frown.jpg", "visits/2026-01-05_frown.jpg", "visits/2026-02-05_frown.jpg"):
        shutil.copy(a_third(), place / name)
    (place / "closed").mkdir()
    for name in ("closed/old.json", "closed/old.html", "closed/old.csv", "old.json"):
        (place / name).write_text("yesterday", encoding="utf-8")
    (place / "closed").chmod(0o500)
    for name in SECRET:
        (place / name).write_bytes((place / "face.frown.jpg").read_bytes())
        (place / name).chmod(0)
    (place / "hidden").mkdir(0)
    yield place
    for folder in ("closed", "hidden"):
        (place / folder).chmod(0o700)


def without_roots_rights(*command: str) -> list[str]:
    return [*(WITHOUT_ROOTS_RIGHTS if IS_ROOT else []), *command]


@pytest.fixture(scope="module")
def wrinkle_scan(place: Path) -> Iterator[Callable[[str], Said]]:
    """Runs command lines in one process that is not root's."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        without_roots_rights(sys.executable, "-c", PROGRAM),
        cwd=place, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip

        def run(line: str) -> Said:
            assert process.stdin and process.stdout
            print(line, file=process.stdin, flush=True)
            code, printed, reported = json.loads(process.stdout.readline())
            return code, printed, reported

        yield run
        process.terminate()


def contents(place: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(place)): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and path.name not in SECRET
    }


NOT_READ, NOT_WRITTEN = "may not be read", "its folder cannot be written to"
REFUSED = {
    "analyze secret.frown.jpg --json old.json --overwrite": f"secret.frown.jpg: this file {NOT_READ}",
    "compare face.frown.jpg hidden --json old.json --overwrite": f"hidden: this folder {NOT_READ}",
    "compare face.frown.jpg secret.frown.jpg --json old.json --overwrite": f"secret.frown.jpg: this file {NOT_READ}",
    "compare face.frown.jpg hidden/a.jpg --json old.json --overwrite": f"hidden/a.jpg: this file {NOT_READ}",
    "progress hidden --json old.json --overwrite": f"hidden: this folder {NOT_READ}",
    "progress secret.csv --json old.json --overwrite": f"secret.csv: this file {NOT_READ}",
    "progress visits --treatments secret.csv --json old.json --overwrite": f"secret.csv: this file {NOT_READ}",
    "progress visits --deidentify --key secret.key --json new.json": f"secret.key: this file {NOT_READ}",
    "review hidden --page new.html": f"hidden: this folder {NOT_READ}",
    "agreement secret.key secret.csv --json old.json --overwrite": f"secret.key: this file {NOT_READ}",
    "batch hidden --out new.csv": f"hidden: this folder {NOT_READ}",
    "batch secret.csv --out new.csv": f"secret.csv: this file {NOT_READ}",
    "batch visits --out secret.csv": f"secret.csv: this file {NOT_READ}",
    "progress visits --deidentify --key hidden/new.key --json old.json --overwrite": "hidden/new.key: it cannot be",
    "analyze face.frown.jpg --json hidden/new.json": "hidden/new.json: it cannot be written (Permission denied)",
    "batch visits --out hidden/new.csv": f"hidden/new.csv: {NOT_WRITTEN}",
    "progress visits --dicom closed/new": f"closed/new: {NOT_WRITTEN}",
    "analyze face.frown.jpg --json closed/new.json": f"closed/new.json: {NOT_WRITTEN}",
    "analyze face.frown.jpg --json closed/old.json --overwrite": f"closed/old.json: {NOT_WRITTEN}",
    "compare face.frown.jpg face.frown.jpg --report closed/old.html --overwrite": f"closed/old.html: {NOT_WRITTEN}",
    "progress visits --report closed/old.html --overwrite": f"closed/old.html: {NOT_WRITTEN}",
    "review visits --page closed/new.html": f"closed/new.html: {NOT_WRITTEN}",
    "batch visits --out closed/new.csv": f"closed/new.csv: {NOT_WRITTEN}",
    "batch visits --out closed/old.csv": f"closed/old.csv: {NOT_WRITTEN}",
}


@pytest.mark.parametrize("line", REFUSED)
def test_refused_in_a_sentence_with_nothing_lost(place: Path, wrinkle_scan: Callable[[str], Said], line: str) -> None:
    before = contents(place)
    code, printed, reported = wrinkle_scan(line)
    assert (code, printed) == (2, "")
    (error,) = (line for line in reported.splitlines() if "photos; patient from" not in line)
    assert error.startswith(f"Error: {REFUSED[line]}"), reported
    assert contents(place) == before


def test_a_photo_that_may_not_be_read_is_a_row_of_the_table(place: Path) -> None:
    """By the program as it is started from a shell."""
    command = without_roots_rights(*COMMAND, "batch", ".", "--out", "table.csv")
    done = subprocess.run(command, cwd=place, capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (0, 1), "what was found, and no error"
    assert "3 photos scored; 2 failed (2 unreadable)" in done.stdout
    failures = {row["path"]: row["failure"] for row in read_table(place / "table.csv", SCORES)}
    assert failures.pop("secret.frown.jpg") == failures.pop("hidden") == "unreadable"
    assert failures == dict.fromkeys(("face.frown.jpg", "visits/2026-01-05_frown.jpg", "visits/2026-02-05_frown.jpg"))
