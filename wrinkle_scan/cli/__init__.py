"""The command line: parses, calls, prints. Heavy imports wait until a command needs them."""

from wrinkle_scan.cli.commands import main

__all__ = ["main"]
