"""A compact analysis is small, and a comparison of what is restored from it the same."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest
from sample_photos import AFTER, BEFORE, SAMPLES, a_third, analyzed, compared

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.comparison.compact import compact, trimmed
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.output.report.pictures import face_pair
from wrinkle_scan.photo.reading import read_photo

LIMIT_BYTES = 6_000_000


@pytest.mark.parametrize("level", ["line", "region"])
def test_a_comparison_is_the_same_to_the_last_digit(level: str) -> None:
    """Of a compact first photo with a follow-up that was just measured, and of two compact ones."""
    before, after = (BEFORE, AFTER) if level == "line" else (a_third(), SAMPLES / "charles_barkla.jpg")
    expected = compared(before, after)
    assert expected.regions["glabella"].level == level
    kept = [pickle.dumps(compact(analyzed(path))) for path in (before, after)]
    assert max(map(len, kept)) <= LIMIT_BYTES
    first, second = (pickle.loads(one).restored() for one in kept)
    assert compare(first, trimmed(analyzed(after))).to_dict() == expected.to_dict()
    both = compare(first, second)
    assert both.to_dict() == expected.to_dict()
    assert face_pair(both).before.jpeg == face_pair(expected).before.jpeg
    assert first.to_dict() == analyzed(before).to_dict()


@pytest.mark.slow
def test_a_photo_finer_than_needed_is_kept_as_fine_as_the_grid(tmp_path: Path) -> None:
    """21 megapixels of noise, which no format makes small: less than the limit, and severities as good as the same."""
    photo = read_photo(BEFORE)
    rng = np.random.default_rng(1)
    fine = photo.pixels.repeat(2, axis=0).repeat(2, axis=1)
    noise = rng.integers(-6, 7, fine.shape, np.int8)
    analysis = analyze(np.clip(fine.astype(np.int16) + noise, 0, 255).astype(np.uint8), "frown")
    kept = compact(analysis)
    assert kept.times == 2
    assert len(pickle.dumps(kept)) <= LIMIT_BYTES
    pairs = [compare(one, analyzed(AFTER)) for one in (analysis, kept.restored())]
    for name, region in pairs[0].regions.items():
        assert region.ci95_percent and region.change_percent is not None
        low, high = region.ci95_percent
        off = pairs[1].regions[name].change_percent - region.change_percent
        assert abs(off) < 0.05 * (high - low), "next to nothing beside what is not known anyway"
