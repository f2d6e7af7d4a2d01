"""The version of this program, by which every result says what made it."""

from __future__ import annotations

from importlib.metadata import version

VERSION = version("wrinkle-scan")
