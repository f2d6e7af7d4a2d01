"""The command `app`: what it opens, prints and refuses; the page itself: tests/app."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Run

from wrinkle_scan.cli import app


def no_browser() -> None:
    raise webbrowser.Error


def test_a_browser_needs_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(webbrowser, "get", lambda: "lynx")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", "")
    assert not app.has_browser()
    monkeypatch.setenv("DISPLAY", ":0")
    assert app.has_browser()
    monkeypatch.setattr(webbrowser, "get", no_browser)
    assert not app.has_browser(), "a screen alone does not show a page"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What the page would be served with; it is opened at once, and ends."""
    asked: list[tuple[object, ...]] = []

    def serve(folder: object, port: object, opened: Callable[[str, bool], None], *more: object) -> None:
        asked.append((folder, port))
        opened("http://127.0.0.1:1/", False)
        opened("http://127.0.0.1:1/", True)

    monkeypatch.setattr("wrinkle_scan.app.serving.serve", serve)
    monkeypatch.setattr(app, "has_browser", lambda: True)
    return asked


@pytest.mark.parametrize("shown", [True, False])
def test_the_address_is_printed_whether_or_not_the_browser_shows_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, served: list[tuple[object, ...]], shown: bool
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda address: shown)
    result = run("app", tmp_path, "--port", "7")
    assert (result.exit_code, served) == (0, [(tmp_path, 7)])
    how = "It opens in the browser; if it does not, open" if shown else "Open"
    assert result.stdout.splitlines() == [
        f"The page is open until Ctrl-C or its button Quit. {how} this address:",
        "http://127.0.0.1:1/",
        f"This folder's page is open already. {how} this address:",
        "http://127.0.0.1:1/",
    ]


def test_no_browser_is_opened_where_none_is_wanted(
    run: Run, monkeypatch: pytest.MonkeyPatch, served: list[tuple[object, ...]]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    assert run("app", "--no-browser").exit_code == 0
    assert (opened, served) == ([], [(None, 0)])


def test_a_folder_that_is_not_there_is_refused(run: Run, tmp_path: Path, served: list[tuple[object, ...]]) -> None:
    result = run("app", tmp_path / "none")
    assert (result.exit_code, result.stdout, served) == (2, "", [])
    assert "there is no such folder" in result.stderr
