"""Outputs that cannot or must not be written are found before anything is measured: here is no photo to measure."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from commands import Run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a file that is no photo, a link and a hard link to it, and results of yesterday."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photo.png").write_bytes(b"not really")
    (tmp_path / "link.png").symlink_to("photo.png")
    os.link(tmp_path / "photo.png", tmp_path / "hard.png")
    (tmp_path / "old.json").write_text("yesterday", encoding="utf-8")
    (tmp_path / "old.html").write_text("yesterday", encoding="utf-8")
    (tmp_path / "results.png").mkdir()
    (tmp_path / "here").symlink_to(tmp_path)
    return tmp_path


REFUSED = [
    ("analyze missing.jpg --json old.json", "old.json: this file exists already. Choose another name, or add --over"),
    ("analyze missing.jpg --json results.png", "results.png: this is a folder."),
    ("analyze missing.jpg --overlay results.png --overwrite", "results.png: this is a folder."),
    ("analyze missing.jpg --json nowhere/a.json", "nowhere/a.json: its folder does not exist."),
    ("analyze missing.jpg --json old.json/a.json", "old.json/a.json: it cannot be written (Not a directory)."),
    ("analyze missing.jpg --json /dev/null --overwrite", "/dev/null: this is a device or a pipe."),
    (f"analyze missing.jpg --json {'a' * 300}", "it cannot be written (File name too long)."),
    ("analyze photo.png --overlay photo.png --overwrite", "photo.png: this is the photo itself"),
    ("analyze photo.png --overlay link.png --overwrite", "link.png: this is the photo itself"),
    ("analyze photo.png --overlay hard.png --overwrite", "hard.png: this is the photo itself"),
    ("analyze photo.png --overlay here/photo.png --overwrite", "here/photo.png: this is the photo itself"),
    ("analyze link.png --json photo.png --overwrite", "photo.png: this is the photo itself"),
    ("compare missing.jpg photo.png --json photo.png --overwrite", "photo.png: this is the photo itself"),
    ("compare photo.png missing.jpg --json photo.png --overwrite", "photo.png: this is the photo itself"),
    ("analyze missing.png --json missing.png", "missing.png: this is the photo itself"),
    ("analyze missing.jpg --json a.png --overlay a.png", "a.png: two outputs have this same name."),
    ("analyze missing.jpg --json ./a.png --overlay here/a.png", "here/a.png: two outputs have this same name."),
    ("compare missing.jpg missing.jpg --json a.html --report a.html --overwrite", "two outputs have this same name."),
]  # fmt: skip


@pytest.mark.parametrize(("line", "words"), REFUSED, ids=[line for line, _ in REFUSED])
def test_refused_before_measuring(run: Run, folder: Path, line: str, words: str) -> None:
    before = contents(folder)
    result = run(*line.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert contents(folder) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_overwrite_replaces_whole_files_and_leaves_no_others(run: Run, portrait: Path, folder: Path) -> None:
    (folder / "old.json").chmod(0o644)
    (folder / "dangling.png").symlink_to("nowhere.png")
    names = {path.name for path in folder.iterdir()}
    result = run("analyze", portrait, "--json", "old.json", "--overlay", "dangling.png", "--overwrite")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("\n\nOverlay: dangling.png\n\nJSON: old.json\n")
    assert (folder / "old.json").read_bytes().startswith(b"{")
    assert (folder / "old.json").stat().st_mode & 0o777 == 0o600
    assert not (folder / "dangling.png").is_symlink()
    assert {path.name for path in folder.iterdir()} == names
