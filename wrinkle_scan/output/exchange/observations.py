"""The measurements of a visit as FHIR Observations: one of the severity and one of the change, for each region.

Both are ``preliminary``: this program's numbers, not reviewed by anyone yet; the record is where they are signed.
"""

from __future__ import annotations

from dataclasses import dataclass

from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.output.exchange.codes import Element, body_site, concept
from wrinkle_scan.output.exchange.collection import absent, days, measured, percent, score
from wrinkle_scan.output.exchange.words import number, plain
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.visits.course.series import RegionVisit, VisitResult

CATEGORY = {
    "coding": [
        {
            "system": "http://terminology.hl7.org/CodeSystem/observation-category",
            "code": "imaging",
            "display": "Imaging",
        }
    ]
}
INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
BETTER_OR_WORSE = {"improved": ("B", "Better"), "worsened": ("W", "Worse")}
NOT_MEASURED = RegionVisit(None, None, None, None, None)


@dataclass(frozen=True)
class VisitObservations:
    """The observations of one visit.

    Attributes:
        subject: Reference to the patient; None where it is not known whose photos they are.
        device: Reference to the program.
        expression: of the series.
        visit: the visit.
    """

    subject: Element | None
    device: Element
    expression: Expression | None
    visit: VisitResult

    def region(self, name: str) -> RegionVisit:
        """The result of a region; empty, with the reason, where no photo of the visit could be measured."""
        return self.visit.regions.get(name, NOT_MEASURED)

    @property
    def regions(self) -> tuple[str, ...]:
        """The visit's regions; all where no photo could be measured, so that a record sees that there were photos."""
        return tuple(self.visit.regions) or REGION_NAMES

    def severity(self, name: str) -> Element:
        """The severity of a region in the visit's own photos."""
        region = self.region(name)
        reason = region.reason or " ".join(photo.reason for photo in self.visit.failed)
        return self._observation("severity", name, measured(region.severity, score, reason), [])

    def change(self, name: str, compared: RegionComparison, derived_from: list[Element]) -> Element:
        """A region against the baseline.

        Args:
            name: of the region.
            compared: the answer.
            derived_from: References to the severities at the baseline and at this visit.
        """
        reason, interval = compared.reason, compared.ci95_percent
        low, high = (None, None) if interval is None else map(number, interval)
        between = {"low": percent(low), "high": percent(high)} if low is not None and high is not None else None
        components = [
            _component("verdict", {"valueCodeableConcept": concept(compared.verdict, text=plain(reason))}),
            _component("ci95", {"valueRange": between} if between else {"dataAbsentReason": absent(reason)}),
            _component("detectable_change", measured(compared.detectable_change_percent, percent, reason)),
            _component("severity_before", measured(compared.before, score, reason)),
            _component("severity_after", measured(compared.after, score, reason)),
        ]
        observation = self._observation("change", name, measured(compared.change_percent, percent, reason), components)
        if compared.verdict in BETTER_OR_WORSE:
            code, display = BETTER_OR_WORSE[compared.verdict]
            observation["interpretation"] = [{"coding": [{"system": INTERPRETATION, "code": code, "display": display}]}]
        return observation | {"derivedFrom": derived_from}

    def _observation(self, code: str, name: str, value: Element, components: list[Element]) -> Element:
        region = self.region(name)
        return {
            "resourceType": "Observation",
            "status": "preliminary",
            "category": [CATEGORY],
            "code": concept(code),
            **({"subject": self.subject} if self.subject else {}),
            **({"effectiveDateTime": self.visit.date} if self.visit.date else {}),
            **value,
            **_notes(self.visit, name),
            "bodySite": body_site(name),
            "method": concept("photo_analysis"),
            "device": self.device,
            "component": [*components, *self._circumstances(region)],
        }

    def _circumstances(self, region: RegionVisit) -> list[Element]:
        observation = [
            _component("expression", {"valueCodeableConcept": concept(self.expression or "not_declared")}),
            _component("day", {"valueQuantity": days(self.visit.day)}),
        ]
        if region.days_since is not None:
            observation.append(_component("days_since_treatment", {"valueQuantity": days(region.days_since)}))
        if region.phase is not None:
            observation.append(_component("expected_phase", {"valueCodeableConcept": concept(region.phase)}))
        return observation


def _component(code: str, value: Element) -> Element:
    return {"code": concept(code), **value}


def _notes(visit: VisitResult, name: str) -> Element:
    """The photos' SHA-256, by which a number can be traced, and the notes for a reader; no file names."""
    texts = [f"Photo, SHA-256 {capture.sha256}" for capture in visit.captures]
    texts += [issue.message for issue in visit.issues if issue.region in (None, name)]
    notes = [{"text": text} for text in map(plain, texts) if text]
    return {"note": notes} if notes else {}
