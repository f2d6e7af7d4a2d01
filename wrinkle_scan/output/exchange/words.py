"""Converts text and numbers to the forms that FHIR and DICOM allow."""

from __future__ import annotations

import hashlib
import math
import re

NO_CHARACTER = re.compile("[^\t\n\r\u0020-\u007e\u00a1-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What neither FHIR's strings nor XML take: control characters, halves of surrogates; and the space that never breaks,
which FHIR's pattern for strings leaves out (R4, datatypes: string)."""
MAX_LENGTH = 64
"""Of DICOM's LO and of a component group of its PN: characters (PS3.5, 6.2), kept in bytes of UTF-8, as some count."""


def plain(text: str | None) -> str | None:
    """Text as a FHIR string; None where nothing is left to read."""
    if text is None:
        return None
    return re.sub(r"[^\S \t\n\r]", " ", NO_CHARACTER.sub(" ", text)).strip() or None


def one_line(text: str | None, of_name: bool = False) -> str:
    r"""Text as DICOM's LO, or as one component of its PN: one line without ``\`` (and ``^``, ``=``), not too long.

    Too long a text ends in a digest of the whole, so that two of them do not become one patient.
    """
    line = " ".join(re.sub(r"[\\^=]" if of_name else r"\\", " ", plain(text) or "").split())
    encoded = line.encode()
    if len(encoded) <= MAX_LENGTH:
        return line
    return f"{encoded[: MAX_LENGTH - 13].decode(errors='ignore').rstrip()} {hashlib.sha256(encoded).hexdigest()[:12]}"


def number(value: float | None) -> float | None:
    """A number with three decimals, as in the program's own JSON; None where it is not finite."""
    return None if value is None or not math.isfinite(value) else round(value, 3) + 0.0
