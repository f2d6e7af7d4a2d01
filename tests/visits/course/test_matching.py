"""Treatments' patients among the photos': what is one person, and what may be two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.visits.course.matching import match_patients, resolve_names
from wrinkle_scan.visits.course.treatments import Treatment


def treated(*names: str | None) -> list[Treatment]:
    return [Treatment("2026-01-05", ("forehead",), patient=name) for name in names]


@pytest.mark.parametrize(
    ("name", "patients", "patient"),
    [
        ("123", ["00123", "00124"], "00123"),
        ("123.0", ["00123"], "00123"),
        ("0123", ["123"], "123"),
        ("p1 ", ["P1", "P10"], "P1"),
        ("Nu\u0301n\u0303ez", ["Núñez"], "Núñez"),
        ("Núñez", ["Nu\u0301n\u0303ez"], "Nu\u0301n\u0303ez"),
        ("ANNA  STRASSE", ["Anna Straße"], "Anna Straße"),
        ("P1", ["P1", "p1"], "P1"),
        ("Anna_Roth", ["Anna Roth", "Anna Rothe"], "Anna Roth"),
        ("O'Neil", ["O’Neil"], "O’Neil"),
        ("P‑001", ["P001", "P002"], "P001"),
        ("Anna\u200b Roth\ufeff", ["Anna Roth"], "Anna Roth"),
        ("P 1", ["P-001"], "P-001"),
        ("2026/017", ["2026-017", "2026-17"], "2026-017"),
        ("12", ["Patient 12", "Patient 120"], "Patient 12"),
        ("Patient 12", ["0012", "P 120"], "0012"),
        ("Paciente nº 12", ["Paciente no. 12"], "Paciente no. 12"),
    ],
)
def test_one_person(name: str, patients: list[str], patient: str) -> None:
    matched = match_patients(treated(name), patients)
    assert [treatment.patient for treatment in matched.treatments] == [patient]
    assert [(before, after) for before, after, _ in matched.respelt] == ([(name, patient)] if name != patient else [])
    assert matched.untreated == tuple(sorted(set(patients) - {patient})) and not matched.without_photos


@pytest.mark.parametrize(
    ("names", "patients", "open_ones"),
    [
        (["123"], ["00123", "0123"], [("123", ("00123", "0123"))]),
        (["p1"], ["P1", "P1 "], [("p1", ("P1", "P1 "))]),
        (["123", "00123"], ["00123"], [("123", ("00123",))]),
        (["123", "0123"], ["00123"], [("0123", ("00123",)), ("123", ("00123",))]),
        (["1230"], ["123"], [("1230", ())]),
        (["Anna"], [], [("Anna", ())]),
        (["1-23"], ["12-3"], [("1-23", ())]),
        (["P1"], ["P-1", "P 1"], [("P1", ("P 1", "P-1"))]),
        (["12"], ["Patient 12", "Case 12"], [("12", ("Case 12", "Patient 12"))]),
        (["12", "Patient 12"], ["Patient 12"], [("12", ("Patient 12",))]),
        (["कि"], ["का"], [("कि", ())]),
        (["---"], ["?"], [("---", ())]),
    ],
)
def test_maybe_two(names: list[str], patients: list[str], open_ones: list[tuple[str, tuple[str, ...]]]) -> None:
    matched = match_patients(treated(*names), patients)
    assert [(name, candidates) for name, candidates, _ in matched.without_photos] == open_ones
    assert {treatment.patient for treatment in matched.treatments} <= set(names) & set(patients)


def test_all_are_named() -> None:
    matched = match_patients(treated("A", "X", "X", None), ["A", "C", "B"])
    assert matched.without_photos == (("X", (), 2),)
    assert (matched.untreated, matched.nameless) == (("B", "C"), 1)
    assert [treatment.patient for treatment in matched.treatments] == ["A", None]


@given(st.lists(st.text("01aA ́é", max_size=4)), st.lists(st.text("01aA ́é", max_size=4)))
def test_no_name_is_lost_and_the_same_name_stays(names: list[str], patients: list[str]) -> None:
    found, respelt, open_ones = resolve_names(names, patients)
    assert sorted([*found, *(name for name, _ in open_ones)]) == sorted(set(names))
    assert all(found[name] == name for name in set(names) & set(patients))
    assert set(found.values()) <= set(patients) and {name: to for name, to, _ in respelt}.items() <= found.items()


def test_a_surname_before_a_comma_is_the_last_name() -> None:
    found, respelt, _ = resolve_names(["Müller, Anna", "Eva Weiß"], ["Anna Müller", "Weiß, Eva", "Anna Weiß"])
    assert found == {"Müller, Anna": "Anna Müller", "Eva Weiß": "Weiß, Eva"}
    assert {why for *_, why in respelt} == {"first name and surname stand in another order"}
    assert resolve_names(["Anna Maria"], ["Maria Anna"])[0] == {}, "no comma says which is the surname"
