"""The methods paragraph holds the run's own settings, all of those that matter, and reads as English."""

from __future__ import annotations

import copy
import re
from functools import reduce
from operator import getitem
from typing import Any

import pytest

from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.output.methods import SHORT_SHA, methods_paragraphs, methods_text

OF_ONE = ["face.geometry.iris_mm", "regions.grid.step_mm", "creases.ridges.directions", "creases.ridges.along_mm",
          "creases.exclusions.darkest_at_1_mm", "creases.exclusions.darkest_power",
          "creases.exclusions.reddest", "creases.exclusions.reddest_per_darkening",
          "creases.texture.selected", "creases.severity.load_scale", "creases.severity.hidden_share",
          "analysis.coarse_mm_per_px", "analysis.blurred_mm", "analysis.smoothed_below"]  # fmt: skip
OF_A_PAIR = ["creases.severity.load_scale", "creases.severity.hidden_share", "creases.severity.graded_regions",
             "comparison.verdicts.smooth", "comparison.verdicts.matters_grades"]  # fmt: skip


def changed(path: str, value: Any, compared: bool = True) -> str:
    """The text after one setting was changed."""
    facts = copy.deepcopy(provenance(compared))
    *rooms, name = path.split(".")
    settings = reduce(getitem, rooms, facts["settings"])
    assert name in settings
    settings[name] = value
    return methods_text(facts)


@pytest.mark.parametrize("name", OF_ONE)
def test_a_photos_settings_come_from_its_run(name: str) -> None:
    assert "987.25" not in methods_text(provenance())
    assert "987.25" in changed(name, 987.25, compared=False)


@pytest.mark.parametrize("name", OF_A_PAIR)
def test_a_pairs_settings_come_from_its_run(name: str) -> None:
    assert "987.25" in changed(name, 987.25)


def test_lists_and_values_by_region() -> None:
    assert "Gaussian scales of 0.2, 0.4 and 3 mm" in changed("creases.ridges.scales_mm", [0.2, 0.4, 3.0])
    assert "0.7 to 3.1 mm to either side" in changed("creases.profiles.shoulder_mm", [0.7, 3.1])
    same = dict.fromkeys(("forehead", "glabella", "crows_feet_right", "crows_feet_left"), 6.0)
    assert "over at least 6 mm. " in changed("creases.tracing.shortest_mm", same)
    other = changed("creases.tracing.shortest_mm", {**same, "glabella": 9.0})
    assert "over at least 9 mm (glabella) and 6 mm (elsewhere). " in other
    two = {"forehead": 0.3, "glabella": 0.3, "crows_feet_right": 0.2, "crows_feet_left": 0.2}
    text = changed("analysis.least_visible", two, compared=False)
    assert "30 % (forehead and glabella) and 20 % (elsewhere)" in text


def test_no_number_is_typed_twice() -> None:
    """With every setting made unlike itself, no number of the true settings is left but those of the words."""
    facts = copy.deepcopy(provenance(True))

    def scaled(value: Any) -> Any:
        if isinstance(value, str):  # a digest, of which the text has nothing
            return value
        if isinstance(value, dict):
            return {key: scaled(each) for key, each in value.items()}
        return [scaled(each) for each in value] if isinstance(value, list) else 1000 + value

    facts["settings"], facts["model_sha256"] = scaled(facts["settings"]), {"model": "f" * 64}
    facts["version"] = "next"
    numbers = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", methods_text(facts))}
    # Of the formula and the words: severity's 0 to 100, its 1, the grade's 3, mm2, the 95 % interval, SHA-256.
    assert {number for number in numbers if number < 1000} == {0, 1, 2, 3, 95, 100, 256}


def test_version_and_models_are_named() -> None:
    facts = provenance()
    text = methods_text(facts)
    assert f"wrinkle-scan {facts['version']}" in text
    for name, digest in facts["model_sha256"].items():
        assert f"{name} (SHA-256 {digest[:SHORT_SHA]}...)" in text
        assert digest not in text


def test_two_short_paragraphs_of_whole_sentences() -> None:
    for compared in (False, True):
        paragraphs = methods_paragraphs(provenance(compared))
        assert len(paragraphs) == 2
        for paragraph in paragraphs:
            assert 60 <= len(paragraph.split()) <= 250
            assert paragraph.endswith(".") and "  " not in paragraph and "\n" not in paragraph
            words = re.sub(r"\S+\.(task|tflite)", "", paragraph)
            assert not re.search(r"[{}_]|\bNone\b|\bnan\b", words)


def test_the_second_is_about_what_was_done() -> None:
    alone, pair = (methods_paragraphs(provenance(compared))[1] for compared in (False, True))
    assert "Pairs of photographs" in pair and "improved or worsened where the interval excludes zero" in pair
    assert "Pairs of photographs" not in alone and "A region was measured where" in alone
    assert "not a clinical grade" in alone and "not a clinical grade" in pair


def test_a_forced_comparison_is_owned_up_to() -> None:
    facts = provenance(True)
    assert methods_text(facts, forced=True) == (
        methods_text(facts) + " The pair reported here did not meet these conditions and was compared all the same."
    )
