"""Lines in the pictures of a region."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.html import render_comparison


@pytest.fixture(scope="module")
def html(pages: dict[str, str]) -> str:
    return pages["plain"]


def test_lines_lie_on_the_patchs_grid(comparison: Comparison) -> None:
    aligned = comparison.regions["forehead"].aligned
    assert aligned is not None and aligned.creases
    html = render_comparison(replace(comparison, regions={"forehead": comparison.regions["forehead"]}))
    viewer = html[html.index('id="viewer-forehead"') :]
    height, width = aligned.patch.shape
    assert f'viewBox="0 0 {width} {height}"' in viewer
    ends = [tuple(map(float, p.split(","))) for p in re.findall(r'class="line[^"]*" points="([\d.]+,[\d.]+)', viewer)]
    expected = [crease.path[0] for crease in aligned.creases if crease.likely] * 2
    assert np.array(ends) == pytest.approx(np.array(expected), abs=0.11)
