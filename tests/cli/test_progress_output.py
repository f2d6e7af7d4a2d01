"""How far a command is: one kind of bar for somebody who looks, and nothing for a file."""

from __future__ import annotations

import io
import sys

import pytest

from wrinkle_scan.cli.progress_output import Counter


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("begins", [0, 1])
def test_somebody_who_looks_sees_how_many_are_done(begins: int, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    notify = Counter()
    for done in range(begins, 4):
        notify(done, 3)
    assert "3 of 3 done" in terminal.getvalue() and terminal.getvalue().endswith("\n")


def test_a_file_is_written_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for stderr in (io.StringIO(), None):
        monkeypatch.setattr(sys, "stderr", stderr)
        Counter()(0, 0)
        Counter()(1, 1)
        assert stderr is None or stderr.getvalue() == ""
