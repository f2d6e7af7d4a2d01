"""Commands in processes of their own that are sent a signal at a known moment, however fast the machine is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from processes import PATIENCE_SECONDS, let_go, stopped_workers

IMPORTS = 600
"""A command that measures imports more modules than this in its own process."""
PROGRAM = """
import signal, sys, time
from wrinkle_scan.cli import main

for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # in a shell's background or under nohup one is ignored
    signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
left = int(sys.argv.pop(1))

def hold(event, arguments):
    global left
    if event == "import" and signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:  # the command handles signals now
        left -= 1
        if left == 0:
            print("held", flush=True)
            while True:
                time.sleep(0.02)

sys.addaudithook(hold)
main()
"""


def ended_at_import(
    number: int, sent: signal.Signals, *command: str | Path, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Sends a signal to a command that waits for it before its so manieth import, with its libraries half loaded."""
    with _started(number, command, environment) as process:
        assert process.stdout and process.stdout.readline() == b"held\n"
        process.send_signal(sent)
        return _ended(process)


def ended_measuring(sent: signal.Signals, *command: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Sends a signal to a command one of whose workers is held with its photo in hand."""
    with _started(0, command, {}) as process:
        in_hand = stopped_workers(process.pid)
        process.send_signal(sent)
        let_go(in_hand)
        return _ended(process)


def _started(number: int, command: tuple[str | Path, ...], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    line = [sys.executable, "-c", PROGRAM, str(number), *command]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **environment})


def _ended(process: subprocess.Popen[bytes]) -> subprocess.CompletedProcess[bytes]:
    printed, reported = process.communicate(timeout=PATIENCE_SECONDS)
    return subprocess.CompletedProcess(process.args, process.returncode, printed, reported)
