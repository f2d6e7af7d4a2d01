"""What a course says without pixels."""

from __future__ import annotations

from dataclasses import replace

from made_progress import NAME, progress, series, visit

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.treatments import Treatment


def test_one_line_names_patient_and_number_of_visits() -> None:
    assert repr(progress()) == f"<Progress of {NAME!r}, visits: {series().key} 5>"


def test_a_region_was_treated_on_the_days_of_its_treatments() -> None:
    both = Treatment("2026-05-12", ("forehead", "glabella"))
    course = replace(progress(), treatments=(*progress().treatments, both), treatment_days=(0, 120))
    assert course.treated_days("glabella") == [0, 120]
    assert course.treated_days("forehead") == [120] and course.treated_days("crows_feet_left") == []


def test_each_message_of_a_simulated_photo_is_said_once() -> None:
    drawn, other = Issue("simulated", "Drawn."), Issue("blurred", "Blurred.")
    frown = series()
    visits = (visit(0, None, issues=(drawn,)), visit(7, {}, issues=(drawn, other)))
    assert progress(replace(frown, visits=visits)).simulated == ["Drawn."]
    assert replace(progress(), issues=(Issue("simulated", "Softened."),)).simulated == ["Softened."]
    assert progress().simulated == []


def test_the_table_has_a_row_for_each_visit_and_region() -> None:
    table = progress().to_dataframe()
    assert len(table) == 5 * len(REGION_NAMES) and set(table["patient"]) == {NAME}
    glabella = table[table["region"] == "glabella"]
    assert glabella["day"].tolist() == [0, 7, 30, 120, 165]
    assert glabella["baseline"].tolist() == [True] + [False] * 4
    assert glabella["change_percent"].tolist()[1:] == [-40.0, -70.0, -35.0, -8.0]


def test_the_notebooks_table_is_escaped_and_leaves_empty_what_is_not_known() -> None:
    page = replace(progress(), patient="<b>")._repr_html_()
    assert "Patient &lt;b&gt;" in page and "<b>" not in page
    assert "<td>-70.0</td><td>improved</td>" in page and "None" not in page
    assert "Patient not named" in replace(progress(), patient=None)._repr_html_()


def test_the_json_has_days_beside_treatments_and_what_was_left_out() -> None:
    found = progress(left_out=(SkippedPhoto("a.jpg", "A copy."),)).to_dict()
    assert found["left_out"] == [{"name": "a.jpg", "reason": "A copy."}]
    assert [(one["date"], one["day"]) for one in found["treatments"]] == [("2026-01-12", 0)]
    assert [len(one["visits"]) for one in found["series"]] == [5]
