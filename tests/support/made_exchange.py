"""Courses to be handed on: one made by hand that has everything, wild ones, and a picture and a report for them."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, get_args

import numpy as np
from hypothesis import strategies as st
from made_answers import answered
from made_progress import progress, series, visit
from PIL import Image

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.comparison.region_comparison import RegionComparison, Verdict
from wrinkle_scan.comparison.verdicts import cannot_tell
from wrinkle_scan.face.expression import EXPRESSIONS
from wrinkle_scan.output.report.exposure import Picture
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.injections import InjectionPoint
from wrinkle_scan.visits.course.phases import Phase
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import Capture, RegionVisit, Series, VisitResult
from wrinkle_scan.visits.course.treatments import Treatment

SECRET = "ZZQX"
"""Begins every text of a wild course that a deidentified one must not hold."""
ISO_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b(?:19|20)\d\d[01]\d[0-3]\d\b")
PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF"
Resource = dict[str, Any]


def full_course() -> Progress:
    """Two series; improved, worsened, unchanged and cannot tell; a visit of which no photo could be measured."""
    changes: dict[str, float | None] = {"forehead": None, "glabella": -70.5, "crows_feet_right": 40.25}
    blind = dataclasses.replace(visit(120, {}), regions={}, captures=(), comparable=None)
    blind = dataclasses.replace(blind, failed=(SkippedPhoto("anna.jpg", "It is too dark. Take it again."),))
    issue = Issue("light", "The light came from another side.", "forehead")
    frown = Series("frown", (visit(0, None), visit(30, changes, issues=(issue,)), blind), series().courses, {})
    smile = Series("smile", (visit(0, None, "smile"), visit(30, {"crows_feet_left": 3.0}, "smile")), {}, {})
    points = (InjectionPoint("procerus", None, None, 4.0), InjectionPoint(None, None, (12.0, 25.5), None))
    treatment = dataclasses.replace(progress().treatments[0], points=points, regions=("glabella", "crows_feet_left"))
    return dataclasses.replace(progress(frown, smile), treatments=(treatment,))


def resources(bundle: bytes, kind: str | None = None) -> list[Resource]:
    """Those of a bundle, of one kind if asked."""
    entries = [entry["resource"] for entry in json.loads(bundle)["entry"]]
    return [resource for resource in entries if kind in (None, resource["resourceType"])]


def everything(element: Any) -> Iterator[Resource]:
    """Each JSON object in an element, itself included."""
    if isinstance(element, dict):
        yield element
    for part in element.values() if isinstance(element, dict) else element if isinstance(element, list) else ():
        yield from everything(part)


def code_of(element: Resource) -> str:
    """The program's own code of a CodeableConcept."""
    (own,) = (c["code"] for c in element["coding"] if c["system"] == "urn:wrinkle-scan:codes")
    return str(own)


def component(observation: Resource, code: str) -> Resource:
    (found,) = (part for part in observation["component"] if code_of(part["code"]) == code)
    return dict(found)


def picture(width: int = 90, height: int = 60, **options: Any) -> Picture:
    """A picture whose left half is red and whose right is blue, its upper edge white."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:, : width // 2, 0], pixels[:, width // 2 :, 2] = 200, 200
    pixels[: height // 6] = 250
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", **{"quality": 88, "optimize": True, **options})
    return Picture(file.getvalue(), width, height)


any_text = st.text(st.characters(exclude_categories=()), max_size=30)
figures = st.floats(-1e4, 1e4)
numbers = st.none() | figures
secrets = any_text.map(lambda text: SECRET + text)


@st.composite
def _compared(draw: st.DrawFn) -> RegionComparison:
    interval = draw(st.tuples(st.floats(-1e4, 0), st.floats(0, 1e4)))
    verdict: Verdict = draw(st.sampled_from(get_args(Verdict)))
    reason = draw(st.none() | any_text)
    if draw(st.booleans()):
        return cannot_tell(reason or "", (draw(numbers), draw(numbers)))
    return answered(verdict, (draw(figures), draw(figures)), draw(figures), interval, draw(figures), reason)


@st.composite
def _visit(draw: st.DrawFn, begin: date, day: int, baseline: bool) -> VisitResult:
    names = draw(st.lists(st.sampled_from(REGION_NAMES), unique=True))
    regions = {
        name: RegionVisit(
            draw(numbers),
            draw(st.none() | any_text),
            draw(st.none() | st.integers(-999, 999)),
            draw(st.none() | st.sampled_from(get_args(Phase))),
            None if baseline else draw(st.none() | _compared()),
        )
        for name in names
    }
    shas = draw(st.lists(st.binary(min_size=32, max_size=32), max_size=2))
    captures = tuple(Capture(draw(secrets), sha.hex(), 10, 10, 0.3, 0.0, 0.0, 0.1) for sha in shas)
    failed = tuple(SkippedPhoto(name, "Too dark.") for name in draw(st.lists(secrets, max_size=1)))
    issues = (Issue("light", draw(any_text), draw(st.none() | st.sampled_from(REGION_NAMES))),)
    when = (begin + timedelta(day)).isoformat()
    return VisitResult(when, day, baseline, captures, failed, None, False, (), issues, regions)


@st.composite
def courses(draw: st.DrawFn) -> Progress:
    """Any course that has at least one visit."""
    begin = draw(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
    all_series = []
    for expression in draw(st.lists(st.sampled_from((None, *EXPRESSIONS)), min_size=1, max_size=2, unique=True)):
        days = sorted(draw(st.lists(st.integers(-50, 900), min_size=1, max_size=3, unique=True)))
        visits = tuple(draw(_visit(begin, day, number == 0)) for number, day in enumerate(days))
        all_series.append(Series(expression, visits, {}, {}))
    treatment_days = sorted(draw(st.lists(st.integers(0, 400), max_size=2)))
    treatments = tuple(
        Treatment(
            (begin + timedelta(day)).isoformat(),
            tuple(draw(st.lists(st.sampled_from(REGION_NAMES), unique=True))),
            draw(st.none() | any_text),
            (),
            draw(st.none() | st.floats(0.1, 1000)),
            draw(secrets),
            draw(secrets),
            draw(secrets),
        )
        for day in treatment_days
    )
    return Progress(draw(st.none() | any_text), treatments, tuple(treatment_days), tuple(all_series), (), ())
