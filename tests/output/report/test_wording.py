"""Numbers in plain words: the right amount, the right direction, nothing impossible."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_answers import answered

from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.grades import grades_of
from wrinkle_scan.comparison.region_comparison import Level, RegionComparison
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.comparison.verdicts import answer as judged
from wrinkle_scan.comparison.verdicts import cannot_tell, region_change
from wrinkle_scan.creases.severity import VisualGrade
from wrinkle_scan.output.report import wording
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.regions.titles import TITLES

LEVELS: tuple[Level, ...] = ("line", "region")


def plain(text: str) -> str:
    return text.replace(wording.NBSP, " ")


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (-40.4, "40 % less"),
        (12.0, "12 % more"),
        (0.4, "no change"),
        (-0.4, "no change"),
        (-0.6, "1 % less"),
        (180.2, "180 % more"),
    ],
)
def test_change(percent: float, words: str) -> None:
    assert plain(wording.change_words(percent)) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-52.2, -28.4, "between 28 and 52 % less"),
        (-28.0, -0.3, "between 0 and 28 % less"),
        (15.9, 89.3, "between 16 and 89 % more"),
        (-15.2, 9.8, "between 15 % less and 10 % more"),
        (-100.0, -60.0, "between 60 and 100 % less"),
        (-58.9, 141.6, "between 59 % less and 142 % more"),
        (-0.3, 12.0, "between 0 and 12 % more"),
    ],
)
def test_interval(low: float, high: float, words: str) -> None:
    assert plain(wording.interval_words(low, high)) == words


@given(low=st.floats(-100, 300), width=st.floats(0, 300))
def test_no_interval_says_more_than_100_percent_less(low: float, width: float) -> None:
    words = plain(wording.interval_words(low, low + width))
    for first, second in re.findall(r"(\d+)(?: and (\d+))? % less", words):
        assert int(first) <= 100 and int(second or 0) <= 100
    assert "-" not in words


@given(low=st.floats(-90, 300), width=st.floats(0, 300))
def test_the_smaller_amount_comes_first(low: float, width: float) -> None:
    match = re.fullmatch(r"between (\d+) and (\d+) % (less|more)", plain(wording.interval_words(low, low + width)))
    if match:
        assert int(match[1]) <= int(match[2])


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [(-15.11, 1, "−15.1"), (15.16, 1, "+15.2"), (0.04, 1, "0.0"), (-0.04, 1, "0.0"), (-0.4, 0, "0"), (7, 0, "+7")],
)
def test_signed(number: float, digits: int, text: str) -> None:
    assert wording.signed(number, digits) == text


def answer(verdict: str, change: float, low: float, high: float, reason: str | None = None) -> RegionComparison:
    return answered(verdict, (30.0, 20.0), change, (low, high), 12.0, reason)


def test_sentences() -> None:
    improved, unchanged = answer("improved", -40, -52, -28), answer("unchanged", 0.2, -12, 12.4)
    assert plain(wording.region_sentence(improved)) == "Lines about 40 % less (between 28 and 52 % less)."
    assert plain(wording.region_sentence(unchanged)) == (
        "No change that matters. Measured: no difference (between 12 % less and 12 % more)."
    )
    hidden = cannot_tell("Hidden by a plaster.", (None, None))
    assert wording.region_sentence(hidden) == "Hidden by a plaster."


def test_cannot_tell_never_gives_a_number() -> None:
    """Even where numbers were left in by mistake."""
    assert wording.region_sentence(answer("cannot_tell", -40, -52, -28, "Too dark.")) == "Too dark."


@pytest.mark.parametrize(("severities", "sigma", "words"), [((30.0, 20.0), 0.2, "% less"), ((0.5, 0.4), 0.4, "% more")])
def test_the_limit_says_to_which_side(severities: tuple[float, float], sigma: float, words: str) -> None:
    """Where not even lines that went altogether would have been called, the limit is a rise."""
    found = judged(region_change("glabella", severities, 0.0, sigma, "line"), None)
    limit = plain(wording.limit_words(found) or "")
    assert found.detectable_change_percent and limit == f"{found.detectable_change_percent:.0f} {words}"
    assert wording.limit_words(cannot_tell("Too dark.", severities)) is None


def test_what_each_photo_shows_is_said_without_an_answer() -> None:
    no_answer = cannot_tell("Too dark.", (23.94, None))
    assert wording.severities_words(no_answer) == "severity 23.9 before, not measured after"
    before, after = grades_of("forehead", no_answer)
    assert before is not None and after is None and before.low < before.value < before.high
    assert plain(wording.grade_words(VisualGrade(1.72, 1.2, 2.25))) == "1.7 (1.2 to 2.2)"
    assert wording.grade_words(after) == "not measured"


def test_only_the_coarser_level_is_named_beside_the_verdict() -> None:
    line, region = (judged(region_change("glabella", (30.0, 20.0), -1.0, 0.1, level), None) for level in LEVELS)
    assert wording.level_words(line) is None and wording.level_words(region) == "compared as a whole"
    assert wording.level_words(cannot_tell("Hidden.", (1.0, None))) is None


def test_a_check_that_rules_nothing_out_is_no_failure() -> None:
    check = Check("light", "Light", "0.5", "0.3", False, "The light comes from elsewhere.")
    shown = [replace(check, passed=True), check, replace(check, code="person"), replace(check, forbids=True)]
    assert [wording.check_result(c, False)[1] for c in shown] == ["Good", "Wider interval", "Note only", "No answer"]
    assert len({wording.check_result(c, False)[0] for c in shown}) == 4, "distinguished by shape, too"
    assert [wording.check_result(c, True)[1] for c in shown] == ["Good", "Note only", "Note only", "No answer"]


def test_summary_counts_verdicts(every_verdict: Comparison) -> None:
    expected = "Of 4 regions, 1 improved, 1 worsened, 1 unchanged, 1 that these photos cannot tell."
    assert wording.summary_sentence(every_verdict) == expected


def test_summary_of_a_forced_comparison_says_so(every_verdict: Comparison) -> None:
    sentence = wording.summary_sentence(replace(every_verdict, comparable=False, forced=True))
    assert sentence.startswith("Forced, not proven: of 4 regions, 1 improved")


def test_summary_of_a_refused_comparison_counts_nothing(every_verdict: Comparison) -> None:
    refused = replace(every_verdict, comparable=False, forced=False)
    assert wording.summary_sentence(refused) == "These two photos cannot be compared."


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2022-11-30T19:37:39+01:00", "30 November 2022, 19:37"),
        ("2026-01-05T08:00:00", "5 January 2026, 08:00"),
        (None, "Date of capture not recorded"),
    ],
)
def test_dates(iso: str | None, words: str) -> None:
    assert wording.date_words(iso) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("2026-01-05T08:00:00", "2026-01-19T09:00:00+01:00", "taken 14 days after the first"),
        ("2026-01-05T23:59:00", "2026-01-06T00:01:00", "taken 1 day after the first"),
        ("2026-01-05T08:00:00", "2026-01-05T20:00:00", "taken on the same day"),
        ("2026-01-05T08:00:00", "2026-01-02T08:00:00", "taken 3 days BEFORE the first"),
        (None, "2026-01-02T08:00:00", None),
        ("2026-01-05T08:00:00", None, None),
    ],
)
def test_days_between(before: str | None, after: str | None, words: str | None) -> None:
    assert wording.days_between_words(before, after) == words


@pytest.mark.parametrize(
    ("gain", "words"),
    [(1.0, "as photographed"), (1.27, "lightened by a factor of 1.27"), (0.5, "darkened by a factor of 2.00")],
)
def test_exposure(gain: float, words: str) -> None:
    assert words in wording.exposure_words(gain)


def test_every_region_verdict_and_series_has_its_words() -> None:
    assert tuple(TITLES) == tuple(wording.REGION_TITLES) == REGION_NAMES
    assert set(wording.VERDICT_TITLES) == set(wording.VERDICT_SIGNS)
    assert len(set(wording.VERDICT_SIGNS.values())) == 4, "verdicts differ by shape, not only by colour"
    assert wording.series_words("brow_raise") == "Raising the brows"
    assert wording.series_words(None) == "Expression not declared"


def test_table_figures() -> None:
    assert wording.percent(None) == wording.percent_range(None) == "–"
    assert plain(wording.percent(-46.62)) == "−46.6 %"
    assert plain(wording.percent_range((-66.33, -26.9))) == "−66.3 to −26.9 %"


def test_counting() -> None:
    assert (wording.count(1, "line"), wording.count(0, "line")) == ("1 line", "0 lines")
