"""What the regions are called in English, for each kind of reader; their identifiers: `names`."""

from __future__ import annotations

from dataclasses import dataclass


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
        short="Forehead",
        heading="Forehead",
        in_text="forehead",
        anatomical="forehead",
        lines="Forehead lines",
        sideless="Forehead",
    ),
    "glabella": RegionTitles(
        short="Glabella",
        heading="Glabella (frown lines)",
        in_text="glabella",
        anatomical="glabella",
        lines="Glabellar lines, between the brows",
        sideless="Between the brows",
    ),
    "crows_feet_right": RegionTitles(
        short="Crow's feet, right",
        heading="Crow's feet, right",
        in_text="crow's feet right",
        anatomical="right lateral canthal region",
        lines="Lateral canthal lines, the patient's right",
        sideless="Outer corner of an eye",
    ),
    "crows_feet_left": RegionTitles(
        short="Crow's feet, left",
        heading="Crow's feet, left",
        in_text="crow's feet left",
        anatomical="left lateral canthal region",
        lines="Lateral canthal lines, the patient's left",
        sideless="Outer corner of an eye",
    ),
}
"""By region."""
