"""A treatment as a FHIR Procedure."""

from __future__ import annotations

from wrinkle_scan.output.exchange.codes import Element, body_site, concept
from wrinkle_scan.output.exchange.words import plain
from wrinkle_scan.visits.course.injections import InjectionPoint
from wrinkle_scan.visits.course.treatments import Treatment

DAYS = "urn:wrinkle-scan:days-since-first-treatment"


def procedure(treatment: Treatment, day: int, subject: Element | None) -> Element:
    """A treatment; what was given is quoted from the treatments' file, which has no codes for it.

    Args:
        treatment: as the file has it.
        day: of it, days since the first.
        subject: Reference to the patient; a Procedure needs one (R4: 1..1), which says so where it is not known.
    """
    product, injector = plain(treatment.product), plain(treatment.injector)
    texts = [
        None if treatment.units is None else f"{treatment.units:g} units",
        treatment.batch and f"Batch {treatment.batch}",
        "; ".join(_point_words(point) for point in treatment.points),
    ]
    notes = [{"text": text} for text in map(plain, texts) if text]
    return {
        "resourceType": "Procedure",
        "extension": [{"url": DAYS, "valueInteger": day}],
        "status": "completed",
        "code": concept("treatment"),
        "subject": subject or {"display": "Patient not known"},
        **({"performedDateTime": treatment.date} if treatment.date else {}),
        **({"performer": [{"actor": {"display": injector}}]} if injector else {}),
        **({"bodySite": [body_site(name) for name in treatment.regions]} if treatment.regions else {}),
        **({"note": notes} if notes else {}),
        **({"usedCode": [{"text": product}]} if product else {}),
    }


def _point_words(point: InjectionPoint) -> str:
    if point.muscle:
        where = f"{point.muscle.replace('_', ' ')}{f' {point.side}' if point.side else ''}"
    else:
        x, y = point.place_mm or (0.0, 0.0)
        where = f"({x:g} {y:g}) mm"
    return where if point.units is None else f"{where} {point.units:g} units"
