"""The codes of exported records: published ones where they are known for certain, this program's own for the rest.

SNOMED CT: the skin sites are those of DICOM PS3.16 context group 4029 (Dermatology Anatomic Site), the sides those of
context group 244; code and full name as pydicom 3 has them. No code for the glabella's skin is in that group and none
could be confirmed elsewhere: it is coded by the next wider site, the face, beside the program's own code. A side
is added to a site by an expression of SNOMED CT's compositional grammar (272741003 is the attribute Laterality).
UCUM: ``%``, ``d``, and ``{score}``, an annotation, which UCUM counts as the unit 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from wrinkle_scan.regions.titles import TITLES

LOCAL = "urn:wrinkle-scan:codes"
SNOMED = "http://snomed.info/sct"
UCUM = "http://unitsofmeasure.org"
LATERALITY = "272741003"

LOCAL_CODES = {
    "severity": "Severity of the lines, 0 to 100",
    "change": "Change of severity against the baseline, % of it; negative is fewer or shallower lines",
    "verdict": "What the photos show of the change",
    "improved": "Improved",
    "unchanged": "Unchanged",
    "worsened": "Worsened",
    "cannot_tell": "Cannot tell",
    "ci95": "95 % interval of the change",
    "detectable_change": "Smallest fall that would have been called; where none would, the smallest rise",
    "severity_before": "Severity at the baseline, its photo measured by itself",
    "severity_after": "Severity at this visit, its photo measured by itself",
    "expression": "What the face was asked to do",
    "rest": "At rest",
    "frown": "Frown",
    "brow_raise": "Brow raise",
    "smile": "Smile",
    "other": "Another movement",
    "not_declared": "Expression not declared",
    "day": "Days since the first treatment, or since the first visit where there is no treatment",
    "days_since_treatment": "Days since the last treatment of the region; negative before its first",
    "expected_phase": "What published trials lead to expect so many days after botulinum toxin type A",
    "before": "Before the treatment",
    "onset": "Onset",
    "full_effect": "Full effect",
    "wearing_off": "Wearing off",
    "returned": "Returned",
    **{name: titles.short for name, titles in TITLES.items()},
    "photo_analysis": "Lines traced and measured in photographs",
    "treatment": "Treatment of lines of the face",
    "course": "Course of the lines of the upper face over a patient's visits",
}


class Code(NamedTuple):
    """A published code with its name there."""

    value: str
    name: str


@dataclass(frozen=True)
class Site:
    """Where on the body: SNOMED CT.

    Attributes:
        structure: code and fully specified name.
        meaning: DICOM's name of it.
        side: code and name, or None for an unpaired site.
    """

    structure: Code
    meaning: str
    side: Code | None = None


RIGHT, LEFT = Code("24028007", "Right"), Code("7771000", "Left")
_CANTHUS = Code("37671003", "Skin structure of lateral canthus (body structure)")
FACE = Site(Code("73897004", "Skin structure of face (body structure)"), "Skin of face")
SITES = {
    "forehead": Site(Code("68698007", "Skin structure of forehead (body structure)"), "Skin of forehead"),
    "glabella": FACE,
    "crows_feet_right": Site(_CANTHUS, "Skin of lateral canthus", RIGHT),
    "crows_feet_left": Site(_CANTHUS, "Skin of lateral canthus", LEFT),
}
"""By region."""

Element = dict[str, Any]
"""A FHIR element or resource as the JSON has it."""


def concept(code: str, *others: Element, text: str | None = None) -> Element:
    """One of this program's codes as a CodeableConcept, with the same in other systems and more words if given."""
    coding = {"system": LOCAL, "code": code, "display": LOCAL_CODES[code]}
    return {"coding": [coding, *others], **({"text": text} if text else {})}


def body_site(region: str) -> Element:
    """A region as a CodeableConcept: its own code, the SNOMED CT site, and the site with its side if it has one."""
    site = SITES[region]
    codings = [{"system": SNOMED, "code": site.structure.value, "display": site.structure.name}]
    if site.side:
        codings.append({"system": SNOMED, "code": f"{site.structure.value}:{LATERALITY}={site.side.value}"})
    return concept(region, *codings, text=LOCAL_CODES[region])
