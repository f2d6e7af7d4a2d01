"""Claims on what the comparison answers: what counts as right, as wrong, and not at all."""

from __future__ import annotations

from made_observations import CANNOT_TELL, found, perfect, spoilt

from wrinkle_scan.validation.verify.observed_cases import RepeatedCase


def test_refusals_are_counted_for_untouched_skin() -> None:
    rare, often = (found(spoilt(perfect(), "untouched", n, **CANNOT_TELL), "untouched") for n in (7, 2))
    assert (rare.holds, often.holds) == (True, False)


def test_an_interval_that_is_always_right_is_too_wide() -> None:
    seen = perfect()
    for scene in ("untouched", "softer 20 %", "softer 40 %"):
        spoilt(seen, scene, 1, interval_percent=(-100.0, 100.0))
    result = found(seen, "interval")
    assert result.holds is False and result.words.startswith("100.0 %")


def test_refused_cases_count_neither_for_the_interval_nor_for_the_limit() -> None:
    seen = spoilt(perfect(), "softer 20 %", 1, **CANNOT_TELL)
    assert found(seen, "interval").cases == found(perfect(), "interval").cases - 24
    assert found(seen, "detection_limit").holds is True


def test_a_change_called_the_wrong_way_is_not_called() -> None:
    seen = spoilt(perfect(), "softer 40 %", 1, verdict="worsened")
    assert "above the limit called rightly 50.0 % of 48" in found(seen, "detection_limit").words


def test_repeats_vary_by_a_share_of_severity_but_not_of_next_to_nothing() -> None:
    seen = perfect()
    seen.repeated[:] = [RepeatedCase("1 to 2", "forehead", (20.0, 22.0))]
    assert found(seen, "repeats").holds is False  # 6.7 %
    seen.repeated[:] = [RepeatedCase("1 to 2", "forehead", (0.0, 0.1))]
    assert found(seen, "repeats").holds is True  # 3.5 % of a severity of 2, and not 141 % of 0.05
