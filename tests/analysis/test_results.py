"""What one photo's analysis says of itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.regions.names import REGION_NAMES


def sample() -> Analysis:
    return analyzed(BEFORE)


def unmeasured() -> Analysis:
    regions = {name: replace(region, reason="covered <by hair>") for name, region in sample().regions.items()}
    return replace(sample(), regions=regions)


def test_blur_is_the_root_of_its_variance_and_noise_below_0_is_none() -> None:
    assert replace(sample(), blur_variance_mm2=0.25).blur_mm == 0.5
    assert replace(sample(), blur_variance_mm2=-0.01).blur_mm == 0


def test_the_files_pixels_are_smaller_than_the_measured_ones_where_it_was_reduced() -> None:
    reduced = replace(sample(), photo=replace(sample().photo, reduced_by=4))
    assert reduced.mm_per_file_px == pytest.approx(reduced.face.mm_per_px / 4)
    assert reduced.face_figures["mm_per_px"] == round(reduced.face.mm_per_px / 4, 5)


def test_a_photo_is_usable_where_one_region_is() -> None:
    assert sample().usable and not unmeasured().usable
    one = replace(unmeasured(), regions=unmeasured().regions | {"glabella": sample().regions["glabella"]})
    assert one.usable


def test_a_simulated_photo_says_so_by_its_issue() -> None:
    assert not replace(sample(), issues=[Issue("blurred", "Blurred.")]).simulated
    assert replace(sample(), issues=[Issue("simulated", "Softened.")]).simulated


def test_the_table_has_a_row_for_each_region_with_the_photos_figures() -> None:
    table = sample().to_dataframe()
    assert table["region"].tolist() == list(REGION_NAMES)
    assert set(table["sha256"]) == {sample().photo.sha256} and set(table["expression"]) == {"frown"}
    severities = [region.severity for region in sample().regions.values()]
    assert np.allclose(table["severity"], severities, atol=1e-4)


def test_the_notebooks_table_has_the_reason_in_place_of_figures() -> None:
    page = unmeasured()._repr_html_()
    assert page.count("covered &lt;by hair&gt;") == len(REGION_NAMES)
    assert f"<td>{sample().regions['glabella'].severity:.1f}</td>" in sample()._repr_html_()
    assert f"<td>{sample().regions['glabella'].severity:.1f}</td>" not in page


def test_one_line_names_the_photo_and_its_severities() -> None:
    assert repr(unmeasured()).startswith(f"<Analysis of {BEFORE.name!r}: forehead not measurable, glabella not")
