"""Everything the program is made of may be handed on, by the licence that it names."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
FREE = re.compile(
    r"\b(MIT|MIT-0|MIT-CMU|HPND|BSD|0BSD|BSD-[23]-Clause|Apache|Apache-2\.0|ISC|Zlib|CC0-1\.0|PSF|PSFL|Python Software"
    r" Foundation|MPL|MPL-2\.0|LGPL-[23]\.[01]-only|LGPL-[23]\.[01]-or-later|The Unlicense|ZPL 2\.1)\b"
)
"""Licences under which a package may be used and handed on beside Apache-2.0 code."""
NOT_FREE = re.compile(r"\b(proprietary|AGPL|GPL-[23]|non-?commercial|CC-BY-NC|all rights reserved)", re.IGNORECASE)


def packages(requirements: str) -> list[str]:
    text = (CHECKOUT / requirements).read_text(encoding="utf-8")
    return sorted(set(re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*\])?==", text, re.MULTILINE)))


def licence_of(package: str) -> str:
    """What a package says of its licence; skips one that is for another system or Python."""
    try:
        metadata = distribution(package).metadata
    except PackageNotFoundError:
        pytest.skip(f"{package} is not for this system and Python")
    classifiers = [line for line in metadata.get_all("Classifier", []) if line.startswith("License ::")]
    first_line = (metadata.get("License") or "").split("\n")[0]
    return "; ".join(filter(None, [metadata.get("License-Expression"), first_line, *classifiers]))


def test_there_is_something_to_look_at() -> None:
    assert {"mediapipe", "numpy", "fpdf2", "pillow-heif"} <= set(packages("requirements.txt"))


@pytest.mark.parametrize("package", packages("requirements.txt"))
def test_it_may_be_handed_on(package: str) -> None:
    licence = licence_of(package)
    assert FREE.search(licence), licence or "it names none"
    assert not NOT_FREE.search(licence.replace("LGPL", "")), licence


@pytest.mark.parametrize("licence", ["Proprietary", "AGPL-3.0-only", "GPL-3.0-or-later", "", "CC-BY-NC-4.0"])
def test_one_that_may_not_would_be_seen(licence: str) -> None:
    assert not FREE.search(licence) or NOT_FREE.search(licence)


def test_what_lies_in_the_repository_has_its_licence_beside_it() -> None:
    fonts = CHECKOUT / "wrinkle_scan" / "output" / "report" / "fonts"
    assert "Bitstream" in (fonts / "LICENSE_DEJAVU").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / "LICENSE_NOTO").read_text(encoding="utf-8")
    notice = (fonts / "README.md").read_text(encoding="utf-8")
    for file in fonts.glob("*.ttf"):
        assert file.name in notice or (file.name.startswith("NotoSans") and "`NotoSans...-Regular.ttf`" in notice), file
    assert "Apache License" in (CHECKOUT / "models" / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
