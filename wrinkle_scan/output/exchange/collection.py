"""Builds a FHIR bundle: resources whose ids derive from what they are about, and references between them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any

from wrinkle_scan.output.exchange.codes import UCUM, Element
from wrinkle_scan.output.exchange.words import number, plain

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:wrinkle-scan:exchange")
DATA_ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"


class Collection:
    """Resources in the order in which they were added.

    A resource's id is a UUID of version 5 (RFC 4122) of what it is about, not of what it says: a visit that is measured
    again, or a course with a new visit, keeps its ids, so that a record replaces what it imported before.
    """

    def __init__(self, course: Sequence[str]) -> None:
        """Creates an empty collection.

        Args:
            course: what no other course shares (`uids.course_facts`).
        """
        self._course = course
        self._resources: dict[str, Element] = {}

    def add(self, resource: Element, *about: object) -> Element:
        """Adds a resource without an id, assigns an id and returns a Reference to it.

        Args:
            resource: as the JSON has it.
            about: what distinguishes it from the course's others of its kind; a second one of the same has a number of
                its own.
        """
        return self._add(resource, [*self._course, *map(str, about)])

    def add_shared(self, resource: Element) -> Element:
        """As `add`, for a resource that all courses share: its id derives from its whole content."""
        return self._add(resource, [json.dumps(resource, sort_keys=True)])

    def _add(self, resource: Element, about: list[str]) -> Element:
        kind, number = resource["resourceType"], 0
        while (key := str(uuid.uuid5(NAMESPACE, json.dumps([kind, number, *about])))) in self._resources:
            number += 1
        self._resources[key] = {"resourceType": kind, "id": key, **resource}
        return {"reference": f"urn:uuid:{key}"}

    def bundle(self, meta: Element | None) -> Element:
        """All resources as a Bundle of the type collection."""
        entries = [{"fullUrl": f"urn:uuid:{key}", "resource": resource} for key, resource in self._resources.items()]
        return {
            "resourceType": "Bundle",
            **({"meta": meta} if meta else {}),
            "type": "collection",
            "entry": entries,
        }


def quantity(value: float, unit: str, name: str | None = None) -> Element:
    """A number with a UCUM unit; `name` is the unit shown to a reader, by default the unit itself."""
    return {"value": value, "unit": name or unit, "system": UCUM, "code": unit}


def score(value: float) -> Element:
    """A severity, 0 to 100."""
    return quantity(value, "{score}", "score")


def percent(value: float) -> Element:
    """A share of the baseline's severity, %."""
    return quantity(value, "%")


def days(value: int) -> Element:
    """A number of days."""
    return quantity(value, "d", "days")


def absent(reason: str | None) -> Element:
    """The reason why there is no number, as a dataAbsentReason with the sentence for a reader as its text."""
    coding = {"system": DATA_ABSENT, "code": "unknown", "display": "Unknown"}
    return {"coding": [coding], "text": plain(reason) or "The photos do not show it."}


def measured(value: float | None, unit: Any, reason: str | None) -> Element:
    """``valueQuantity`` by one of the functions above, or ``dataAbsentReason`` where there is no number."""
    rounded = number(value)
    return {"dataAbsentReason": absent(reason)} if rounded is None else {"valueQuantity": unit(rounded)}
