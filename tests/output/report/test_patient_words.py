"""What the page says to a patient: never more than the photos can bear."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import pytest
from made_progress import compared, progress, series, visit

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.output.report.patient_messages import Messages
from wrinkle_scan.output.report.patient_words import (
    best_earlier,
    expectation_sentences,
    kinds_sentences,
    pair_obstacle,
    unmeasured_sentences,
    verdict_sentence,
)
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.curve import HALF_DAYS
from wrinkle_scan.visits.course.line_kinds import LineKinds
from wrinkle_scan.visits.course.results import Progress

EN = Messages("en")
LIGHT = Check("light", "Light", "0.5", "0.3", False, "The light comes from elsewhere.")


def sentence(percent: float | None, half: float = 12.0, **visit_options: object) -> str:
    """Of a region that was measured in both photos."""
    there = visit(30, {"glabella": percent}, **visit_options)  # type: ignore[arg-type]
    measured = compared(percent or 0, half)
    found = measured if percent is not None else replace(measured, verdict="cannot_tell", reason="Too unlike.")
    return verdict_sentence("glabella", found, there, EN)


@pytest.mark.parametrize(
    ("percent", "half", "said"),
    [
        (-70, 12, "much softer"),
        (-70, 50, "are softer"),  # as much, but less sure: no more than "softer"
        (-70, 65, "a little softer"),
        (-20, 12, "a little softer"),
        (5, 12, "look the same"),
        (-30, 40, "look the same"),
        (40, 12, "deeper"),
    ],
)
def test_the_word_hangs_on_what_is_sure_not_on_the_number(percent: float, half: float, said: str) -> None:
    text = sentence(percent, half)
    assert said in text and text.startswith("The frown lines between your brows")
    assert not any(letter.isdigit() for letter in text)


def test_why_the_photos_cannot_tell() -> None:
    assert "The light came from another side" in sentence(None, checks=(LIGHT,))
    assert "too different" in sentence(None)
    wet_elsewhere = dataclasses.replace(LIGHT, code="specular", region="forehead")
    assert "wet" not in sentence(None, checks=(wet_elsewhere,)), "another region's trouble is not this one's"
    assert "wet" in sentence(None, checks=(dataclasses.replace(wet_elsewhere, region="glabella"),))


def test_a_region_that_was_not_measured_is_called_covered_whatever_the_light() -> None:
    hidden = visit(30, {"glabella": None}, checks=(LIGHT,))
    assert "covers the skin" in verdict_sentence("glabella", compared(None), hidden, EN)


def test_what_only_widens_the_interval_takes_no_answer_away() -> None:
    there = visit(30, {"glabella": -70}, checks=(LIGHT, dataclasses.replace(LIGHT, code="person")))
    assert pair_obstacle(there) is None
    assert "much softer" in verdict_sentence("glabella", compared(-70), there, EN)


def test_one_photo_given_twice_rules_out_every_answer() -> None:
    copy = dataclasses.replace(LIGHT, code="copy", forbids=True)
    assert pair_obstacle(visit(30, {"glabella": None}, checks=(LIGHT, copy))) == "why_copy"
    assert "A second photo is needed." in sentence(None, checks=(LIGHT, copy))


@pytest.mark.parametrize(
    ("code", "said"),
    [("motion_blur", "moved"), ("texture", "made smoother"), ("pose", "turned another way")],
)
def test_each_obstacle_has_a_sentence_of_its_own(code: str, said: str) -> None:
    assert said in sentence(None, checks=(dataclasses.replace(LIGHT, code=code),))


def test_a_filtered_photo_is_not_called_covered() -> None:
    filtered = dataclasses.replace(visit(30, {"glabella": None}), issues=(Issue("smoothed", "A filter."),))
    assert "made smoother" in verdict_sentence("glabella", compared(None, 12.0), filtered, EN)


def test_an_expression_that_could_not_be_measured_is_said_with_its_day_and_reason() -> None:
    """Also where the visit is the only one of its expression, which then has no section on the page."""
    failed = replace(
        visit(30, {}, "smile"),
        captures=(),
        regions={},
        failed=(SkippedPhoto("x.jpg", message("Its day is not known.")),),
    )
    measured = replace(visit(30, {"glabella": -70}), failed=(SkippedPhoto("y.jpg", "A copy."),))
    course = progress(
        replace(series(), visits=(visit(0, None), measured)), replace(series("smile"), visits=(failed,), view="left")
    )
    assert unmeasured_sentences(course, EN) == [
        f"When you smile, from your left side, {EN.day(str(failed.date))}: Its day is not known."
    ]
    spanish = Messages("es")
    assert unmeasured_sentences(course, spanish)[0].endswith(": No se sabe de qué día es.")
    assert unmeasured_sentences(progress(), EN) == []


def test_an_effect_that_went_is_remembered() -> None:
    course = series()
    assert best_earlier("glabella", course, course.visits[-1]) is course.visits[2]
    assert best_earlier("glabella", course, course.visits[2]) is None
    assert best_earlier("forehead", course, course.visits[-1]) is None, "no difference is no better"


def expected(day: int) -> list[str]:
    last = next(visit for visit in series().visits if visit.day == day)
    return expectation_sentences(progress(), last, "2026-01-12", EN)


def test_what_to_expect_follows_the_days_since_the_treatment() -> None:
    assert "first effect within 5 days" in expected(7)[0]
    assert "full effect now" in expected(30)[0]
    assert "going away now" in expected(120)[0]
    assert "gone by now" in expected(165)[0]
    assert "12 January 2026" in expected(30)[0]


def test_the_patients_own_course_and_the_labels_interval_are_dates() -> None:
    said = expected(165)
    assert "half of the effect should be gone around 11 May 2026" in said[1]
    assert said[-1].startswith("There should be at least 90 days between treatments, so not before 12 April 2026")
    assert "you and your clinician" in said[-1]


def test_a_duration_that_the_visits_do_not_bound_is_no_date() -> None:
    course = series().courses["glabella"]
    assert course.half_days
    longest = dataclasses.replace(course, half_days=dataclasses.replace(course.half_days, high=HALF_DAYS[-1]))
    untold = progress(dataclasses.replace(series(), courses={"glabella": longest}))
    assert len(expectation_sentences(untold, series().visits[-1], "2026-01-12", EN)) == len(expected(165)) - 1


def test_without_a_treatment_nothing_is_promised() -> None:
    nothing: Progress = progress(dataclasses.replace(series(), courses={}), treated=False)
    assert expectation_sentences(nothing, nothing.series[0].visits[-1], "2026-01-12", EN) == [EN.say("expect_none")]


def test_lines_that_stay_and_lines_that_can_go() -> None:
    def kinds(static: int, dynamic: int) -> list[str]:
        found = {"glabella": LineKinds(static, dynamic, 10.0 * static, 10.0 * dynamic, 5.0)}
        return kinds_sentences(progress(series(kinds=found)), EN)

    assert kinds(1, 0) == [EN.say("static")]
    assert kinds(0, 2) == [EN.say("dynamic")]
    assert kinds(1, 1) == [EN.say("static"), EN.say("dynamic")]
    assert kinds(0, 0) == []
