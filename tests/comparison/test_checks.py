"""What makes a pair incomparable, each with its measured value and limit in the message."""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pytest
from sample_photos import AFTER, BEFORE, SAMPLES, SHARED_PHOTOS, analyzed, compared, london, needs_shared_photos

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.checks import check_pair, notes_on_pair
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.face.canonical_face import average_normals

BARKLA = SAMPLES / "charles_barkla.jpg"


def check(before: Analysis, after: Analysis, code: str) -> Check:
    return next(c for c in check_pair(before, after) if c.code == code)


def changed(analysis: Analysis, **face: float) -> Analysis:
    return dataclasses.replace(analysis, face=dataclasses.replace(analysis.face, **face))


def test_the_sample_pair_passes_every_check() -> None:
    assert all(c.passed for c in check_pair(analyzed(BEFORE), analyzed(AFTER)))


def with_eyes(analysis: Analysis, blink: tuple[float, float], cut: bool = False) -> Analysis:
    signals = {**analysis.face.blendshapes, "eyeBlinkLeft": blink[0], "eyeBlinkRight": blink[1]}
    face = dataclasses.replace(analysis.face, blendshapes=signals, scale_assumed=cut)
    return dataclasses.replace(analysis, face=face)


@pytest.mark.parametrize("which", ["before", "after"])
def test_eyes_shut_in_one_photo_are_named_and_no_doubt_is_cast_on_the_person(which: str) -> None:
    photos = analyzed(BEFORE), with_eyes(analyzed(BARKLA), (0.7, 0.6))
    checks = {c.code: c for c in check_pair(*(photos if which == "after" else photos[::-1]))}
    assert "person" not in checks
    assert not checks["eyes"].passed and not checks["eyes"].forbids
    assert f"closed in the {which} photo" in checks["eyes"].message


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [((0.7, 0.6), (0.8, 0.7), False), ((0.1, 0.1), (0.47, 0.9), False), ((0.1, 0.1), (0.8, 0.7), True)],
)
def test_eyes_alike_or_out_of_sight_are_no_matter(
    before: tuple[float, float], after: tuple[float, float], cut: bool
) -> None:
    one = analyzed(BEFORE)
    checks = {c.code: c for c in check_pair(with_eyes(one, before), with_eyes(one, after, cut))}
    assert checks["eyes"].passed and checks["person"].passed


@pytest.mark.parametrize(("yaw", "passed"), [(0.0, True), (11.0, True), (13.0, False), (-13.0, False)])
def test_pose(yaw: float, passed: bool) -> None:
    before = analyzed(BEFORE)
    pose = check(before, changed(before, yaw_deg=before.face.yaw_deg + yaw), "pose")
    assert pose.passed == passed
    assert re.search(rf"yaw differs by {abs(yaw):.0f}\b", pose.found)


@pytest.mark.parametrize(("move", "passed"), [(0.0, True), (0.25, True), (0.35, False)])
def test_light_from_elsewhere(move: float, passed: bool) -> None:
    before = analyzed(BEFORE)
    assert before.light
    sideways = np.exp(move * average_normals()[:, 0])
    moved = dataclasses.replace(before.light, brightness=before.light.brightness * sideways)
    light = check(before, dataclasses.replace(before, light=moved), "light")
    assert light.passed == passed
    assert light.found == f"difference {move:.2f}"


def test_declared_expressions_must_agree_and_an_undeclared_one_forbids_nothing() -> None:
    before = analyzed(BEFORE)
    assert before.expression == "frown"
    assert not check(before, dataclasses.replace(before, expression="rest"), "expression").passed
    assert check(before, dataclasses.replace(before, expression=None), "expression").passed


@pytest.mark.parametrize(("code", "change"), [("coarse", {"face": 0.8}), ("blurred", {"blur_variance_mm2": 0.49})])
def test_too_coarse_and_too_blurred(code: str, change: dict[str, float]) -> None:
    before = analyzed(BEFORE)
    after = changed(before, mm_per_px=change["face"]) if "face" in change else dataclasses.replace(before, **change)
    assert not check(before, after, code).passed
    assert ("0.80" if code == "coarse" else "0.70") in check(before, after, code).message


@pytest.mark.slow
def test_two_declared_expressions_are_refused_in_every_region_with_both_severities() -> None:
    before, after = analyzed(BEFORE), dataclasses.replace(analyzed(AFTER), expression="rest")
    refused = compare(before, after)
    assert not refused.comparable and not refused.forced
    for name, region in refused.regions.items():
        assert region.verdict == "cannot_tell"
        assert "frown and rest" in str(region.reason)
        assert region.before == before.regions[name].severity and region.after == after.regions[name].severity
        assert region.change_percent is region.ci95_percent is region.detectable_change_percent is None
    forced = compare(before, after, force=True)
    assert forced.forced and not forced.comparable
    assert forced.regions["glabella"].change_percent is not None


@pytest.mark.slow
def test_a_head_turned_otherwise_widens_the_interval_and_forbids_nothing() -> None:
    after = analyzed(AFTER)
    plain = compared(BEFORE, AFTER)
    turned = compare(analyzed(BEFORE), changed(after, yaw_deg=after.face.yaw_deg + 20))
    assert turned.comparable and "pose" in [issue.code for issue in turned.issues]
    for name, region in plain.regions.items():
        assert region.change is not None and turned.regions[name].change is not None
        assert turned.regions[name].change.sigma > region.change.sigma


def test_time_order_is_only_a_note() -> None:
    before, after = analyzed(BEFORE), analyzed(AFTER)
    assert [code for code, _ in notes_on_pair(before, after)] == []
    assert [code for code, _ in notes_on_pair(after, before)] == ["time_order"]


@needs_shared_photos
@pytest.mark.slow
def test_smiling_deepens_crows_feet_and_leaves_the_forehead() -> None:
    numbers = ["021", "140", "172"]
    smiles = [compared(london(n), london(n, smiling=True), True) for n in numbers]
    assert all(c.regions["forehead"].verdict != "worsened" for c in smiles)
    assert all(c.regions["glabella"].verdict == "unchanged" for c in smiles)
    deeper = [c.regions[f"crows_feet_{side}"].verdict == "worsened" for c in smiles for side in ("left", "right")]
    assert sum(deeper) >= 2


@needs_shared_photos
@pytest.mark.slow
def test_one_person_at_two_distances_has_not_changed() -> None:
    near, far = (SHARED_PHOTOS / "repeats" / f"{cm}cm.jpg" for cm in (30, 45))
    for region in compared(near, far).regions.values():
        assert region.verdict in ("unchanged", "cannot_tell")
