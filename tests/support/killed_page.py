"""The command, killed at one of the steps by which it writes; a program of its own.

    python killed_page.py AT COUNT.txt COMMAND...

AT counts from 1. Where it is not killed, as with 0, it writes into COUNT.txt how many steps it made.
"""

from __future__ import annotations

import sys
from pathlib import Path

from broken_changes import Breaker

from wrinkle_scan.cli import main

if __name__ == "__main__":
    breaker = Breaker("killed", int(sys.argv[1]))
    sys.addaudithook(breaker.watch)
    try:
        main(sys.argv[3:], prog_name="wrinkle-scan")
    finally:
        Path(sys.argv[2]).write_text(str(breaker.steps), encoding="ascii")
