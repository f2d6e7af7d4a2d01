"""Verdicts on real pairs are counted by what was seen in them, each share with its interval."""

from __future__ import annotations

from pathlib import Path

import pytest
from scipy.stats import binomtest

from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.validation.verify.real_pair_figures import figures, table_rows, treated_cases
from wrinkle_scan.validation.verify.real_pairs import RealPair, SeenRegion

FEET = ("crows_feet_right", "crows_feet_left")


def seen(
    name: str, verdicts: dict[str, str | None], expect: str = "improved", treated: tuple[str, ...] | None = None
) -> list[SeenRegion]:
    """A pair's regions by verdict; None is one that was not measured, as are those that are not named."""
    used = tuple(verdicts) if treated is None and expect != "unchanged" else treated or ()
    pair = RealPair(name, name, "frown", used, expect, Path("before.jpg"), Path("after.jpg"))
    return [
        SeenRegion(pair, region, 20.0, 10.0, verdict, "line") if (verdict := verdicts.get(region))
        else SeenRegion(pair, region, None, 10.0, "cannot_tell", None)
        for region in REGION_NAMES
    ]  # fmt: skip


def figure(rows: list[SeenRegion], words: str) -> tuple[int, int]:
    (found,) = [row for row in figures(rows) if row["figure"] == words]
    return found["found"], found["of"]


def test_either_crows_foot_in_sight_counts_and_a_face_that_shows_none_counts_once() -> None:
    both = seen("a", {FEET[0]: "improved", FEET[1]: "unchanged"})
    one = seen("b", {FEET[0]: None, FEET[1]: "improved"})
    none = seen("c", {FEET[0]: None, FEET[1]: None})
    control = seen("d", {FEET[0]: "improved"}, "unchanged")
    cases = treated_cases([*both, *one, *none, *control], "improved")
    assert [(case.pair.name, case.verdict) for case in cases] == [
        ("a", "improved"), ("a", "unchanged"), ("b", "improved"), ("c", "cannot_tell"),
    ]  # fmt: skip


def test_treated_regions_are_counted_by_what_was_said_of_them() -> None:
    rows = [
        *seen("a", {"glabella": "improved", "forehead": "worsened"}),
        *seen("b", {"glabella": "unchanged", "forehead": "improved"}, treated=("glabella",)),
        *seen("c", {"glabella": None}),
        *seen("d", {"glabella": "worsened"}, "slight"),
        *seen("e", {"glabella": "improved"}, "unclear"),
    ]
    assert figure(rows, "treated pairs measured in both photos where they were treated") == (2, 3)
    assert figure(rows, "treated regions, improved to the eye: called improved") == (1, 4)
    assert figure(rows, "the same called worsened") == (1, 4)
    assert figure(rows, "the same called unchanged") == (1, 4)
    assert figure(rows, "the same: cannot tell, or not measured") == (1, 4)
    assert figure(rows, "treated regions, slightly improved to the eye: called worsened") == (1, 1)
    assert figure(rows, "glabella, improved to the eye: called improved") == (1, 3)
    assert figure(rows, "frown, improved to the eye: called improved") == (1, 4)
    assert not any("control" in row["figure"] for row in figures(rows)), "no case, no figure"


def test_controls_count_every_region() -> None:
    answers = {"forehead": "unchanged", "glabella": "improved", FEET[0]: "worsened"}
    rows = [*seen("a", answers, "unchanged"), *seen("b", {"forehead": "cannot_tell"}, "unchanged")]
    assert figure(rows, "control regions called improved or worsened") == (2, 8)
    assert figure(rows, "control regions: cannot tell, or not measured") == (5, 8)
    assert figure(rows, "control regions measured in both photos: cannot tell") == (1, 4)


@pytest.mark.parametrize(("right", "of"), [(0, 10), (3, 10), (10, 10), (1, 1)])
def test_every_share_has_its_wilson_interval(right: int, of: int) -> None:
    rows = [
        region
        for number in range(of)
        for region in seen(str(number), {"glabella": "improved" if number < right else "unchanged"})
    ]
    (row,) = [r for r in figures(rows) if r["figure"] == "treated regions, improved to the eye: called improved"]
    expected = binomtest(right, of).proportion_ci(0.95, "wilson")
    assert row["percent"] == pytest.approx(100 * right / of, abs=0.05)
    assert row["ci95_percent"] == pytest.approx([100 * expected.low, 100 * expected.high], abs=0.1)


def test_figures_as_a_table() -> None:
    lines = table_rows(figures(seen("a", {"glabella": "improved"})))
    assert "| treated regions, improved to the eye: called improved | 1 of 1 | 100.0 % | 20.7 to 100.0 % |" in lines
    assert all(line.count("|") == 5 for line in lines)


def test_nothing_seen_is_no_figure() -> None:
    assert figures([]) == []
