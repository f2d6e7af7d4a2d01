"""What stands at each level of a folder's paths."""

from __future__ import annotations

from wrinkle_scan.visits.catalog.path_survey import PathSurvey, PatientCandidates


def survey(*paths: str, short_years: bool = False) -> PathSurvey:
    found = PathSurvey(short_years)
    for path in paths:
        found.add(path)
    return found


def test_levels_count_the_kinds_of_their_names_with_the_first_example_of_each() -> None:
    found = survey("P1/2026-01-05/a.jpg", "P1/before/b.jpg", "P2/2026-02-05/2026-02-05.jpg", "c.jpg")
    assert [dict(level.kinds) for level in found.levels] == [{"plain": 3}, {"day": 2, "about": 1}]
    assert found.levels[1].example == {"day": "P1/2026-01-05/a.jpg", "about": "P1/before/b.jpg"}
    assert dict(found.levels[0].names) == {"P1": 2, "P2": 1}
    assert (found.total, found.outside, found.dated, found.dated_files) == (4, 1, 2, 1)
    assert found.shallow == {2: "P1/2026-01-05/a.jpg", 0: "c.jpg"}


def test_a_day_that_is_split_into_folders_is_the_last_of_them() -> None:
    found = survey("P1/2026/01/05/a.jpg")
    assert [list(level.kinds) for level in found.levels] == [["plain"], ["about"], ["about"], ["day"]]
    assert [level.dated for level in found.levels] == [0, 0, 0, 1]


def test_photos_outside_any_folder_decide_only_where_they_are_as_many_as_the_folders() -> None:
    assert survey("P1/a.jpg", "P2/b.jpg", "c.jpg").in_question == 2
    assert survey("P1/a.jpg", "b.jpg").in_question == 2


def test_a_number_far_from_every_day_below_is_no_day() -> None:
    assert survey("20210315/2026-01-05.jpg").levels[0].off == 1
    assert survey("20260106/2026-01-05.jpg").levels[0].off == 0
    assert survey("12-05-14/a.jpg", short_years=True).levels[0].off == 1


def test_more_names_further_in_each_below_one_folder_may_be_the_patients() -> None:
    assert survey("A/P1/a.jpg", "A/P2/b.jpg", "B/P3/c.jpg").may_be_further_in(0) == 1
    assert survey("A/P1/a.jpg", "B/P2/b.jpg").may_be_further_in(0) == 0, "no more than here"
    several = survey("A/P1/a.jpg", "A/P2/b.jpg", "A/P3/c.jpg", "B/P1/d.jpg")
    assert several.may_be_further_in(0) == 0, "one lies below two"


def test_a_folder_around_others_holds_names_of_its_own_level() -> None:
    assert survey("P1/a.jpg", "backup/P1/b.jpg").around_patients(0) == {"backup"}
    assert survey("P1/a.jpg", "P2/x/b.jpg").around_patients(0) == frozenset()
    assert survey("P1/P2/a.jpg", "P2/P1/b.jpg").around_patients(0) == frozenset(), "either is within the other"


def test_a_text_recurs_with_several_dates_and_an_empty_one_is_no_candidate() -> None:
    texts = PatientCandidates()
    for text, day in (("A", "1"), ("", "1"), ("A", "1"), ("B", "2")):
        texts.add(text, day, f"{text}{day}")
    assert (texts.number, texts.recurs, texts.example) == (3, False, {True: "A1", False: "1"})
    texts.add("A", "2", "x")
    assert texts.recurs
