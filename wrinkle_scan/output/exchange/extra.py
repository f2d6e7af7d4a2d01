"""Checks that the libraries of the extra ``exchange`` are installed."""

from __future__ import annotations

from importlib.util import find_spec

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.offline import load_pydicom

LIBRARIES = {"fhir": ("fhir.resources", "fhir"), "dicom": ("pydicom", "pydicom")}
"""By format: the library to install, and its package."""


def check_extra(option: str, kind: str) -> None:
    """Checks, before any work is done, that a format can be written.

    Args:
        option: the option that needs it, e.g. ``--fhir``.
        kind: ``fhir`` or ``dicom``.

    Raises:
        PathError: its library is not installed.
    """
    library, package = LIBRARIES[kind]
    if find_spec(package) is None:
        raise PathError(option, f"{library} is not installed", 'Install it: pip install "wrinkle-scan[exchange]".')
    if kind == "dicom":
        load_pydicom()
