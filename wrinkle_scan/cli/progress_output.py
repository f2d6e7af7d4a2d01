"""Progress of a long command, on standard error."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

import click

from wrinkle_scan.cli.terminal import printable

if TYPE_CHECKING:
    from wrinkle_scan.cohort.batch.columns import Row
    from wrinkle_scan.cohort.batch.running import ProgressOutput


def select_progress(quiet: bool, json_log: bool) -> ProgressOutput:
    """A progress bar on a terminal, JSON for a program, else nothing."""
    if json_log:
        return JsonLog()
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        return SilentProgress()
    return ProgressBar()


def warning(path: str, doubt: str) -> str:
    """A warning about a photo, as a line for the terminal."""
    return printable(f"Warning: {path}: {doubt}.")


class SilentProgress:
    """Prints warnings only."""

    def begin(self, what: str, total: int | None) -> None:
        """As `ProgressOutput`."""

    def done(self, rows: list[Row], reused: bool) -> None:
        """As `ProgressOutput`."""

    def warn(self, path: str, doubt: str) -> None:
        """As `ProgressOutput`."""
        click.echo(warning(path, doubt), err=True)

    def end(self) -> None:
        """As `ProgressOutput`."""


def _bar(what: str, total: int | None, more: str = "") -> Any:
    """A tqdm bar on one line: number done of the total, speed and time left."""
    from tqdm import tqdm

    line = "{n_fmt} of {total_fmt} " + what + more + " |{bar}| {rate_noinv_fmt}, {remaining} left"
    return tqdm(total=total, unit=" " + what, file=sys.stderr, dynamic_ncols=True, bar_format=line)


class Counter:
    """A bar with the number done, on a terminal; elsewhere nothing."""

    _bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        """Shows that `done` of `total` are done."""
        if sys.stderr is None or not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = _bar("done", total)
        self._bar.update(done - self._bar.n)
        if done == total:
            self._bar.close()


class ProgressBar:
    """Done, failed, speed and time left, on one line."""

    def begin(self, what: str, total: int | None) -> None:
        """As `ProgressOutput`."""
        self._bar = _bar(what, total, "{postfix}")
        self._failed = 0

    def done(self, rows: list[Row], reused: bool) -> None:
        """As `ProgressOutput`."""
        self._failed += rows[0]["status"] == "failed"
        self._bar.set_postfix_str(f"{self._failed} failed", refresh=False)
        self._bar.update()

    def warn(self, path: str, doubt: str) -> None:
        """As `ProgressOutput`."""
        self._bar.write(warning(path, doubt), file=sys.stderr)

    def end(self) -> None:
        """As `ProgressOutput`."""
        self._bar.close()


class JsonLog:
    """One JSON object per line: ``begin``, ``done`` for each photo or pair, ``warning`` for each doubt, ``end``."""

    def begin(self, what: str, total: int | None) -> None:
        """As `ProgressOutput`."""
        self._what, self._total, self._done, self._failed = what, total, 0, 0
        self._started = time.monotonic()
        self._say("begin")

    def done(self, rows: list[Row], reused: bool) -> None:
        """As `ProgressOutput`."""
        first = rows[0]
        self._done += 1
        self._failed += first["status"] == "failed"
        about = {name: first[name] for name in ("path", "before_path", "after_path", "status") if name in first}
        reason = first["reason"] if first["status"] == "failed" else None
        self._say("done", reused=reused, **about, reason=reason)

    def warn(self, path: str, doubt: str) -> None:
        """As `ProgressOutput`."""
        self._say("warning", path=path, reason=f"{doubt}.")

    def end(self) -> None:
        """As `ProgressOutput`."""
        self._say("end")

    def _say(self, event: str, **more: Any) -> None:
        counts = {"total": self._total, "done": self._done, "failed": self._failed}
        seconds = round(time.monotonic() - self._started, 3)
        line = {"event": event, "what": self._what, **more, **counts, "seconds": seconds}
        click.echo(json.dumps(line), err=True)
