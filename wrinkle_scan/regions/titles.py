"""What the regions are called in English, for each kind of reader; their identifiers: `names`."""

from __future__ import annotations

from dataclasses import dataclass

from wrinkle_scan.system.messages import message


@dataclass(frozen=True)
class RegionTitles:
    """One region's names.

    Attributes:
        short: for tables, where there is little room.
        heading: for reports, with what its lines are called.
        in_text: within a sentence.
        anatomical: within a sentence of a paper.
        lines: the clinical term of its lines.
        sideless: for raters, without the patient's sides, which would be taken for those of the page.
    """

    short: str
    heading: str
    in_text: str
    anatomical: str
    lines: str
    sideless: str


TITLES = {
    "forehead": RegionTitles(
        short=message("Forehead"),
        heading=message("Forehead"),
        in_text="forehead",
        anatomical="forehead",
        lines=message("Forehead lines"),
        sideless=message("Forehead"),
    ),
    "glabella": RegionTitles(
        short=message("Glabella"),
        heading=message("Glabella (frown lines)"),
        in_text="glabella",
        anatomical="glabella",
        lines=message("Glabellar lines, between the brows"),
        sideless=message("Between the brows"),
    ),
    "crows_feet_right": RegionTitles(
        short=message("Crow's feet, right"),
        heading=message("Crow's feet, right"),
        in_text="crow's feet right",
        anatomical="right lateral canthal region",
        lines=message("Lateral canthal lines, the patient's right"),
        sideless=message("Outer corner of an eye"),
    ),
    "crows_feet_left": RegionTitles(
        short=message("Crow's feet, left"),
        heading=message("Crow's feet, left"),
        in_text="crow's feet left",
        anatomical="left lateral canthal region",
        lines=message("Lateral canthal lines, the patient's left"),
        sideless=message("Outer corner of an eye"),
    ),
}
"""By region."""
