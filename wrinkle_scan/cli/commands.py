"""The commands of wrinkle-scan, each in a module of its own."""

from __future__ import annotations

import os

import click

from wrinkle_scan.cli.agreement import agreement
from wrinkle_scan.cli.analyze import analyze
from wrinkle_scan.cli.app import app
from wrinkle_scan.cli.batch import batch
from wrinkle_scan.cli.compare import compare
from wrinkle_scan.cli.demo import demo
from wrinkle_scan.cli.progress import progress
from wrinkle_scan.cli.review import review
from wrinkle_scan.cli.terminal import PlainErrors
from wrinkle_scan.cli.verify import verify


@click.group(cls=PlainErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wrinkle-scan", prog_name="wrinkle-scan")
def main() -> None:
    """Did the lines on this face change, and can the photos prove it?

    Everything is measured on this machine; no photo leaves it. Exit codes: 0 done, whatever the verdict; 1 a photo
    could not be measured; 2 wrong usage, or a path that cannot be read or written.
    """
    # Before NumPy is loaded. Matrices here are small: a second thread would only wait, at a quarter of the time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


for _command in (app, analyze, compare, batch, progress, review, agreement, verify, demo):
    main.add_command(_command)
