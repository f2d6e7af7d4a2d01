"""A course as a FHIR R4 bundle: patient, program, treatments, what was measured, and a report of each series.

One DiagnosticReport for each expression, since series are not compared with each other: a record shows the frown's
course as one line of its list, with the visits it covers as its period, and opens the Observations from there.

Every bundle is checked before it is handed out, by the R4B models of ``fhir.resources``: the library has none of R4. By
HL7's own account R4B (4.3.0) changed the resources of evidence, medication definition, nutrition and subscriptions and
some of their data types, and leaves all others as they were in R4 (4.0.1); none of those used here is among them. What
the models let pass, the codes of required value sets, the tests check.
"""

from __future__ import annotations

import json

from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.output.exchange.codes import Element, concept
from wrinkle_scan.output.exchange.collection import Collection
from wrinkle_scan.output.exchange.observations import VisitObservations
from wrinkle_scan.output.exchange.procedures import procedure
from wrinkle_scan.output.exchange.redaction import redacted
from wrinkle_scan.output.exchange.uids import course_facts
from wrinkle_scan.output.exchange.words import plain
from wrinkle_scan.output.report.course_words import course_sentences, latest_words, series_title
from wrinkle_scan.output.report.wording import REGION_TITLES, VERDICT_TITLES
from wrinkle_scan.system.files import json_bytes
from wrinkle_scan.system.version import VERSION
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import Series

PATIENTS = "urn:wrinkle-scan:patient"
REDACTED = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "code": "REDACTED",
    "display": "redacted",
}


def fhir_bundle(progress: Progress) -> bytes:
    """A course as the JSON of a FHIR R4 Bundle of the type collection; the same course gives the same bytes.

    Raises:
        pydantic.ValidationError: a resource would not be valid, which is a mistake in this program.
    """
    from fhir.resources.R4B import get_fhir_model_class

    bundle = bundle_of(redacted(progress))
    get_fhir_model_class("Bundle").model_validate(bundle)
    return json_bytes(bundle)


def bundle_of(progress: Progress) -> Element:
    """The bundle, not validated yet, of a course that is already redacted."""
    collection = Collection(course_facts(progress))
    device = collection.add_shared(_device())
    name = plain(progress.patient)
    patient = {"resourceType": "Patient", "identifier": [{"system": PATIENTS, "value": name}]}
    subject = collection.add(patient) if name else None
    for treatment, day in zip(progress.treatments, progress.treatment_days, strict=True):
        collection.add(procedure(treatment, day, subject), treatment.date or day, *treatment.regions)
    for series in progress.series:
        results = _observations(collection, series, subject, device)
        collection.add(_report(progress, series, subject, results), str(series.key))
    return collection.bundle({"security": [REDACTED]} if progress.deidentified else None)


def _observations(collection: Collection, series: Series, subject: Element | None, device: Element) -> list[Element]:
    """Adds those of a series and returns References to them; the baseline's first, as the others refer to it."""
    references = []
    baseline: dict[str, Element] = {}
    for visit in sorted(series.visits, key=lambda visit: not visit.baseline):
        taken = VisitObservations(subject, device, series.expression, visit)
        for name in taken.regions:
            about = (visit.date or visit.day, str(series.key), name)
            severity = collection.add(taken.severity(name), "severity", *about)
            references.append(severity)
            if visit.baseline:
                baseline[name] = severity
            if (compared := taken.region(name).compared) is not None:
                sources = [source for source in (baseline.get(name), severity) if source]
                references.append(collection.add(taken.change(name, compared, sources), "change", *about))
    return references


def _device() -> Element:
    """The program, with all that a number depends on besides the photo."""
    return {
        "resourceType": "Device",
        "status": "active",
        "deviceName": [{"name": "wrinkle-scan", "type": "model-name"}],
        "version": [{"value": VERSION}],
        "note": [{"text": json.dumps(provenance(compared=True), sort_keys=True)}],
    }


def _report(progress: Progress, series: Series, subject: Element | None, results: list[Element]) -> Element:
    dates = sorted(visit.date for visit in series.visits if visit.date)
    conclusion = plain("\n".join(_sentences(progress, series)))
    return {
        "resourceType": "DiagnosticReport",
        "status": "preliminary",
        "code": concept("course", text=f"Course of the lines of the upper face: {series_title(series)}"),
        **({"subject": subject} if subject else {}),
        **({"effectivePeriod": {"start": dates[0], "end": dates[-1]}} if dates else {}),
        **({"result": results} if results else {}),
        **({"conclusion": conclusion} if conclusion else {}),
    }


def _sentences(progress: Progress, series: Series) -> list[str]:
    """For each region what the last visit with an answer says and what was estimated; then what a reader must know."""
    sentences = []
    begin = next((t.date for t in progress.treatments if t.date), None)
    for name, title in REGION_TITLES.items():
        answers = series.compared_visits(name)
        verdict = f"{VERDICT_TITLES[answers[-1][1].verdict]}." if answers else None
        course = series.courses.get(name)
        estimates = [] if course is None else course_sentences(course, begin)
        if words := " ".join(filter(None, [verdict, latest_words(series, name), *estimates])):
            sentences.append(f"{title}: {words}")
    return [*sentences, *(issue.message for issue in progress.issues)]
