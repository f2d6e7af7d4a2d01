"""The README's first command: the page on the samples where there is a screen, else the report."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import Run

from wrinkle_scan.cli import demo


@pytest.fixture
def samples(tmp_path: Path, portrait: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a smaller photo in place of either sample; its parent is the working folder."""
    folder = tmp_path / "samples"
    folder.mkdir()
    for name in (demo.BEFORE, demo.AFTER):
        shutil.copy(portrait, folder / name)
    monkeypatch.chdir(tmp_path)
    return folder


def test_without_a_screen_the_report_is_written(run: Run, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    report = samples.parent / demo.REPORT
    report.write_text("of yesterday", encoding="utf-8")
    result = run("demo")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Report: report.html" in result.stdout
    assert report.read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def test_with_a_screen_the_page_opens_on_the_samples(run: Run, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(demo, "has_browser", lambda: True)
    monkeypatch.setattr(demo, "show_page", lambda *arguments: asked.append(arguments))
    assert run("demo").exit_code == 0
    pair = Path("samples", demo.BEFORE), Path("samples", demo.AFTER)
    assert asked == [(None, 0, True, pair)]
    assert not (samples.parent / demo.REPORT).exists()


def test_elsewhere_it_says_where_the_samples_are(run: Run, tmp_path: Path) -> None:
    result = run("demo", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {tmp_path / demo.BEFORE}: this sample is not there. Run it in a copy of")
