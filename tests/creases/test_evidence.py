"""How probable a line is a crease: what is known of it, in the stored order, and each thing by a little."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources

import numpy as np
import pytest
from made_lines import line
from sample_photos import HOME, at_home, flat_patch

from wrinkle_scan import creases
from wrinkle_scan.creases.evidence import (
    FEATURES,
    PRODUCTS,
    crease_probabilities,
    evidence_of,
    evidence_sha256,
    features,
    kind_of,
    terms,
    use_evidence,
)
from wrinkle_scan.creases.measuring import find_creases, skin_fold_probability
from wrinkle_scan.creases.proposals import ProposedLine, Skin, propose_lines
from wrinkle_scan.creases.settings import EVIDENCE, MEASURING
from wrinkle_scan.regions.names import REGION_NAMES

STORED = resources.files(creases).joinpath("evidence.json").read_bytes()


def probability(region: str, *lines: ProposedLine) -> float:
    """Of the first of a region's lines."""
    return float(crease_probabilities(region, lines)[0])


def as_strong(region: str, times: float) -> ProposedLine:
    """A line of 25 mm, so many times as dark as the plain one on the same texture: its response grows with it."""
    plain = line(region, length_mm=25.0)
    grown = ("strength", "peak_strength", "weak_strength", "depth_percent", "max_depth_percent")
    return replace(plain, **{name: times * getattr(plain, name) for name in grown})


@pytest.mark.parametrize("region", HOME)
def test_the_darker_the_line_the_likelier_and_no_step_on_the_way(region: str) -> None:
    """From one that hardly stands out to four times as dark as the plain one, 5 % more at each step.

    A threshold would be one step of 1; with none above 0.09, from 0.1 to 0.9 takes a line half as dark again at least.
    """
    found = [probability(region, as_strong(region, float(times))) for times in np.geomspace(0.2, 4.0, 62)]
    steps = np.diff(found)
    assert found[0] < 0.1 and found[-1] > 0.5
    assert steps.min() > 0
    assert steps.max() < 0.09


@pytest.mark.parametrize("region", HOME)
@pytest.mark.parametrize("name", ["strength", "depth_percent", "length_mm"])  # a peak alone is a spot
def test_each_of_what_makes_a_line_speaks_for_it(region: str, name: str) -> None:
    plain = line(region)
    found = [probability(region, replace(plain, **{name: times * getattr(plain, name)})) for times in (0.5, 1, 1.5, 3)]
    assert found == sorted(found) and found[-1] > found[0]


def test_the_features_are_those_that_were_stored_in_their_order() -> None:
    stored = json.loads(STORED)
    assert tuple(stored["features"]) == FEATURES and stored["products"] == [list(names) for names in PRODUCTS]
    for region in REGION_NAMES:
        found = evidence_of(kind_of(region))
        assert len(found.mean) == len(found.spread) == len(FEATURES) == len(found.weights) - len(PRODUCTS)
        assert (found.spread > 0).all()
        assert features([line(region)]).shape == (1, len(FEATURES))


@pytest.mark.parametrize(
    ("name", "value", "moved"),
    [
        ("strength", 7.0, {"log_strength": np.log(2)}),
        ("peak_strength", 9.2, {"log_peak_strength": np.log(2)}),
        ("weak_strength", 6.0, {"log_weak_strength": np.log(2)}),
        ("coherence", 0.8, {"coherence": 0.2}),
        ("length_mm", 30.0, {"log_length_mm": np.log(2)}),
        (
            "depth_percent",
            12.0,
            {
                "log_depth": np.log(2),
                "log_depth_to_texture": np.log(13.5 / 7.5),
                "log_depth_per_width": np.log(2),
            },
        ),
        ("texture_percent", 3.0, {"log_depth_to_texture": np.log(9.0 / 7.5) - np.log(2)}),
        ("width_mm", 2.2, {"log_width_mm": np.log(2), "log_depth_per_width": -np.log(2), "wide_near_edge": None}),
        ("straightness", 2.02, {"log_straightness": np.log(2)}),
        ("evenness", 0.75, {"evenness": -0.2}),
        ("unevenness", 0.8, {"unevenness": 0.5}),
        ("unevenness", 30.0, {"unevenness": 2.7}),
        ("step", 1.1, {"log_step": np.log(2)}),
        ("redness", 0.12, {"redness": 0.1}),
        ("mm_per_px", 0.3, {"log_mm_per_px": np.log(2)}),
        ("v_mm", 80.0, {"height": 1.0}),
        ("u_mm", -41.0, {"from_midline": 1.0}),
        ("course", np.pi / 4, {"falls_outward": np.tanh(1 / 3)}),
        ("facing", 2 * 0.86 + 0.3, {"log_facing": np.log(2)}),
        ("from_edge_mm", 0.0, {"near_edge": 1 - np.exp(-8 / 3), "wide_near_edge": 1.1 * (1 - np.exp(-8 / 3))}),
        ("end_from_edge_mm", 0.0, {"end_at_edge": 1 - np.exp(-3)}),
        ("off_usual", np.pi / 2, {"off_usual": 1 - np.sin(0.2) ** 2, "off_usual_near_hair": None}),
        ("from_hair_mm", 0.0, {"near_hair": 1 - np.exp(-5), "off_usual_near_hair": None}),
    ],
)
def test_each_thing_known_moves_its_own_features(name: str, value: float, moved: dict[str, float | None]) -> None:
    """None: by some amount that is not zero."""
    plain = line("forehead")
    plain = replace(plain, v_mm=50.0, u_mm=1.0)
    change = dict(zip(FEATURES, np.squeeze(np.diff(features_of(plain, replace(plain, **{name: value})), axis=0)),
                      strict=True))  # fmt: skip
    assert {key for key, by in change.items() if abs(by) > 1e-9} == set(moved)
    for key, by in moved.items():
        assert by is None or change[key] == pytest.approx(by, abs=1e-9)


def features_of(*lines: ProposedLine) -> np.ndarray:
    """Each by itself, with no other line beside it."""
    return np.vstack([features([some]) for some in lines])


def test_a_line_falls_outward_on_either_side_as_its_mirror_image_does() -> None:
    place = FEATURES.index("falls_outward")
    left, right = (
        features_of(line(f"crows_feet_{side}", course=course))[0, place]
        for side, course in (("left", 0.4), ("right", np.pi - 0.4))
    )
    assert left == pytest.approx(np.sin(0.8), abs=1e-6) and right == pytest.approx(left)
    assert features_of(line("crows_feet_left", course=-0.4))[0, place] == pytest.approx(-left)


def test_depths_that_noise_made_negative_are_as_good_as_none() -> None:
    for depth in (0.0, -3.0):
        found = features([line("forehead", depth_percent=depth)])
        assert np.isfinite(found).all()
        assert found == pytest.approx(features([line("forehead", depth_percent=depth, max_depth_percent=0.0)]))
    assert probability("forehead", line("forehead", depth_percent=-3.0)) <= probability("forehead", line("forehead"))


def test_strong_lines_beside_a_line_and_in_its_direction_are_counted_as_such() -> None:
    plain = line("forehead")
    beside = replace(plain, v_mm=plain.v_mm + 6, strength=7.0)
    far = replace(beside, v_mm=plain.v_mm + EVIDENCE.parallel_mm + 1)
    across = replace(beside, course=np.pi / 2)
    turned = replace(beside, course=np.pi)  # the same line, walked from its other end

    def parallel(*others: ProposedLine) -> float:
        return float(features([plain, *others])[0, FEATURES.index("log_parallel")])

    assert parallel() == parallel(far) == parallel(across) == 0
    assert parallel(beside) > 0
    assert parallel(turned) == pytest.approx(parallel(beside))
    assert parallel(replace(beside, strength=9.0)) > parallel(beside)


def test_products_are_of_what_they_are_named_after_and_rule_nothing_alone() -> None:
    standardised = np.random.default_rng(2).normal(0, 1, (5, len(FEATURES)))
    found = terms(standardised)
    assert (found[:, : len(FEATURES)] == standardised).all()
    for k, names in enumerate(PRODUCTS):
        one, other = (standardised[:, FEATURES.index(name)] for name in names)
        assert found[:, len(FEATURES) + k] == pytest.approx(one * other)
    far = terms(10 * np.ones((1, len(FEATURES))))
    assert (far[0, len(FEATURES) :] == EVIDENCE.most_spreads**2).all()


def test_both_sides_are_one_kind() -> None:
    assert [kind_of(name) for name in REGION_NAMES] == ["forehead", "glabella", "crows_feet", "crows_feet"]
    right, left = (probability(name, line(name)) for name in ("crows_feet_right", "crows_feet_left"))
    assert right == pytest.approx(left)


def test_no_lines_have_no_probabilities() -> None:
    assert crease_probabilities("forehead", []).shape == (0,)


@pytest.fixture
def own_evidence_again() -> Iterator[None]:
    yield
    use_evidence(None)


def test_other_coefficients_are_used_until_they_are_given_back(own_evidence_again: None) -> None:
    other = json.loads(STORED)
    for of in other["kinds"].values():
        of["weights"], of["intercept"] = [0.0] * len(of["weights"]), 0.0
    stored, sha256 = probability("forehead", line("forehead")), evidence_sha256()
    use_evidence(json.dumps(other).encode())
    assert probability("forehead", line("forehead")) == 0.5
    assert evidence_sha256() != sha256
    use_evidence(None)
    assert (probability("forehead", line("forehead")), evidence_sha256()) == (stored, sha256)


def test_coefficients_of_other_features_are_refused(own_evidence_again: None) -> None:
    other = json.loads(STORED)
    other["features"][:2] = other["features"][1::-1]
    use_evidence(json.dumps(other).encode())
    with pytest.raises(ValueError, match="other features"):
        crease_probabilities("forehead", [line("forehead")])


def test_a_crease_is_as_likely_as_it_looks_like_one_and_is_no_hair_and_no_colour() -> None:
    patch = at_home(flat_patch("forehead", 50.0, 30.0))
    _, v = np.meshgrid(patch.u, patch.v)
    grain = np.random.default_rng(0).normal(0, 0.02, v.shape)
    log = (grain - 0.15 * np.exp(-((v - v.mean()) ** 2) / (2 * 0.45**2))).astype(np.float32)
    everywhere = np.ones(log.shape, bool)
    skin = Skin(log, everywhere, ~everywhere, np.full_like(log, 0.215), np.zeros_like(log))  # nearly too red
    lines = propose_lines(patch, skin)
    folds = np.array([skin_fold_probability(some) for some in lines])
    assert 0.3 < folds[0] < 0.9, "or the test shows nothing"
    expected = crease_probabilities("forehead", lines) * folds
    found = [crease.probability for crease in find_creases(patch, skin)]
    assert found == pytest.approx([p for p in expected if p >= MEASURING.least_probability])
