"""Applies every scene to one photo, or compares a series of photos, and records the tool's answers."""

from __future__ import annotations

import time
from itertools import combinations

from wrinkle_scan.analysis.analyzing import analyze, analyze_photo
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.system.errors import PathError, PhotoError
from wrinkle_scan.validation.verify import scenes
from wrinkle_scan.validation.verify.groove_detection import chart_paths, darkening_percent, found_mm, spurious_mm
from wrinkle_scan.validation.verify.observed_cases import ComparedCase, Observations, RenderedCase, RepeatedCase
from wrinkle_scan.validation.verify.verification_tasks import PersonTask, SeriesTask, Task

Truth = dict[str, float | None]
"""The true change of severity, %, by region."""


def observe(task: Task) -> Observations:
    """The observations of one task, including photos that cannot be measured."""
    started = time.process_time()
    try:
        seen = _observe_series(task) if isinstance(task, SeriesTask) else _observe_person(task)
    except (PhotoError, PathError) as error:
        return Observations(unmeasured=[_sentence(error)])
    seen.seconds.append(time.process_time() - started)
    return seen


def _observe_person(task: PersonTask) -> Observations:
    base = analyze(task.path)
    if not base.usable:
        raise PhotoError(task.path, "no_region", "no region can be measured", "Use a photo that shows the upper face.")
    seen = Observations(measured=[task.name], people={task.name: task.person} if task.person else {})
    grooves = scenes.grooves_for(base)
    for name, region in base.regions.items():
        if region.measurable:
            seen.rendered.append(RenderedCase(task.name, name, 0.0, 0.0, region.severity))
    for depth in scenes.DEPTHS_MM:
        deep = _measured_again(scenes.rendered(base, grooves, depth), base)
        if deep is None:
            continue
        seen.rendered.extend(_rendered_cases(task.name, base, deep, grooves, depth))
        if depth == scenes.STANDARD_MM:
            seen.compared.extend(_one_thing_different(task.name, base, deep, grooves))
            seen.compared.extend(_softer(task.name, base, deep, grooves))
    for number in range(scenes.REPETITIONS):
        again = scenes.another_visit(base, base.photo, scenes.UNTOUCHED, number)
        seen.compared.extend(_cases(task.name, scenes.UNTOUCHED, base, again, _unchanged(base)))
    if task.smiling:
        try:
            smiling = compare(base, analyze(task.smiling), force=True)
            seen.compared.extend(_compared_cases(task.name, "smile", base, smiling, {}))
        except PhotoError as error:
            seen.unmeasured.append(_sentence(error))
    return seen


def _rendered_cases(
    name: str, base: Analysis, deep: Analysis, grooves: scenes.Grooves, depth_mm: float
) -> list[RenderedCase]:
    compared, cases = compare(base, deep), []
    for region, rendered in grooves.items():
        aligned, after = compared.regions[region].aligned, deep.regions[region]
        if not rendered or aligned is None or not after.measurable:
            continue
        paths = [groove.path for groove in rendered]
        traced = chart_paths(after.patch, after.likely_creases)
        own = chart_paths(base.regions[region].patch, base.regions[region].likely_creases)
        cases.append(
            RenderedCase(
                name,
                region,
                depth_mm,
                darkening_percent(paths, aligned.patch, aligned.creases),
                after.severity,
                *found_mm(paths, traced),
                *spurious_mm(traced, paths + own),
            )
        )
    return cases


def _one_thing_different(name: str, base: Analysis, standard: Analysis, grooves: scenes.Grooves) -> list[ComparedCase]:
    """The photo with creases rendered, compared with itself under one changed condition."""
    photo, sha256, cases = standard.photo, base.photo.sha256, []
    photos = {kind: scenes.with_nuisance(photo, sha256, kind) for kind in scenes.NUISANCES}
    photos |= {axis: scenes.turned(base, photo, axis) for axis in ("yaw", "pitch")}
    photos |= {f"light {degrees:.0f}": scenes.lit(base, grooves, degrees) for degrees in scenes.LIGHT_DEG}
    for scene, again in photos.items():
        cases += _cases(name, scene, standard, again, _unchanged(standard))
    return cases


def _softer(name: str, base: Analysis, standard: Analysis, grooves: scenes.Grooves) -> list[ComparedCase]:
    """Creases made shallower: first with nothing else changed, for the true change, then as simulated visits."""
    cases = []
    for scene, share in scenes.SOFTER.items():
        photo = scenes.softened(base, grooves, share)
        clean = _measured_again(photo, base)
        if clean is None:
            continue
        truth: Truth = {r: c.change_percent for r, c in compare(standard, clean).regions.items()}
        for number in range(scenes.REPETITIONS):
            again = scenes.another_visit(base, photo, scene, number)
            cases += _cases(name, scene, standard, again, truth)
    return cases


def _cases(name: str, scene: str, before: Analysis, photo: Photo, truth: Truth) -> list[ComparedCase]:
    after = _measured_again(photo, before)
    return _compared_cases(name, scene, before, compare(before, after) if after else None, truth)


def _compared_cases(
    name: str, scene: str, before: Analysis, compared: Comparison | None, truth: Truth
) -> list[ComparedCase]:
    """A case for each region that can be measured before; no face found afterwards is an answer too: cannot tell."""
    cases = []
    for region in (r for r, analysis in before.regions.items() if analysis.measurable):
        if compared is None:
            cases.append(ComparedCase(scene, name, region, "cannot_tell", truth_percent=truth.get(region)))
        else:
            found = compared.regions[region]
            numbers = (found.change_percent, found.ci95_percent, found.detectable_change_percent)
            cases.append(ComparedCase(scene, name, region, found.verdict, *numbers, truth.get(region)))
    return cases


def _observe_series(task: SeriesTask) -> Observations:
    seen, analyses = Observations(), []
    for path in task.paths:
        try:
            analyses.append(analyze(path))
        except PhotoError as error:
            seen.unmeasured.append(_sentence(error))
    for before, after in combinations(analyses, 2):
        pair = f"{before.photo.path.stem} and {after.photo.path.stem}"
        seen.compared.extend(_compared_cases(pair, "repeats", before, compare(before, after), _unchanged(before)))
    for region in analyses[0].regions if analyses else ():
        severities = tuple(a.regions[region].severity for a in analyses if a.regions[region].measurable)
        if len(severities) > 1:
            seen.repeated.append(RepeatedCase(task.name, region, severities))
    return seen


def _sentence(error: PhotoError | PathError) -> str:
    """Without the photo's folder, which may name the user."""
    return str(error).replace(str(error.path), error.path.name)


def _measured_again(photo: Photo, like: Analysis) -> Analysis | None:
    """The photo's analysis as of the same series; None where it cannot be measured any more."""
    try:
        return analyze_photo(photo, like.expression)
    except PhotoError:
        return None


def _unchanged(analysis: Analysis) -> Truth:
    return dict.fromkeys(analysis.regions, 0.0)
