"""The codes against the standards' own lists."""

from __future__ import annotations

import re

from pydicom.sr.codedict import codes
from sample_photos import CHECKOUT

from wrinkle_scan.output.exchange.codes import FACE, LEFT, LOCAL_CODES, RIGHT, SITES
from wrinkle_scan.regions.names import REGION_NAMES

DOCUMENT = (CHECKOUT / "docs" / "EXCHANGE.md").read_text(encoding="utf-8")


def test_snomed_codes_are_those_of_the_standards_groups() -> None:
    for site, known in (
        (SITES["forehead"], codes.cid4029.SkinOfForehead),
        (SITES["crows_feet_left"], codes.cid4029.SkinOfLateralCanthus),
        (FACE, codes.cid4029.SkinOfFace),
    ):
        assert (site.structure.value, site.meaning, known.scheme_designator) == (known.value, known.meaning, "SCT")
    sides = codes.cid244.Right, codes.cid244.Left
    assert [(s.value, s.name) for s in (RIGHT, LEFT)] == [(s.value, s.meaning) for s in sides]
    assert tuple(SITES) == REGION_NAMES


def test_own_codes_fit_into_a_code_sequence_and_into_a_fhir_code() -> None:
    """DICOM's SH holds 16 characters; FHIR's code no space at either end nor two in a row."""
    used_in_dicom = (*SITES, "expression", "rest", "frown", "brow_raise", "smile", "other", "course")
    assert all(len(code) <= 16 and len(LOCAL_CODES[code]) <= 64 for code in used_in_dicom)
    assert all(re.fullmatch(r"[a-z0-9_]+", code) for code in LOCAL_CODES)


def test_the_document_has_every_code_with_its_meaning() -> None:
    for code, meaning in LOCAL_CODES.items():
        assert f"| `{code}` | {meaning} |" in DOCUMENT
    for region, site in SITES.items():
        (line,) = re.findall(rf"^\| `{region}` \| {site.structure.value} .*$", DOCUMENT, re.MULTILINE)
        assert site.side is None or f"{site.side.value} {site.side.name}" in line
