"""The treatments file: what a line can say, and errors that name line and column."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.course.injections import InjectionPoint
from wrinkle_scan.visits.course.treatments import Treatment, read_treatments


def treatments(folder: Path, text: str) -> list[Treatment]:
    file = folder / "treatments.csv"
    file.write_text(text, encoding="utf-8")
    return read_treatments(file)


def test_all_that_a_line_can_say(tmp_path: Path) -> None:
    line = '2026-01-05;"glabella, forehead";Brand A;procerus 4; corrugator left 4\n'
    with pytest.raises(PathError, match="line 2 has 5 columns, the first line 4"):
        treatments(tmp_path, f"date;region;product;points\n{line}")
    (found,) = treatments(
        tmp_path,
        "Date,Region,Product,Points,Units,Batch,Injector,Patient\n"
        '20260105,crows-feet glabella,"Brand, A",procerus 4; (-12 30.5) 2.5u,"22,5",C 12,Dr. É,007\n',
    )
    assert found == Treatment(
        date="2026-01-05",
        regions=("glabella", "crows_feet_right", "crows_feet_left"),
        product="Brand, A",
        points=(InjectionPoint("procerus", None, None, 4.0), InjectionPoint(None, None, (-12.0, 30.5), 2.5)),
        units=22.5,
        batch="C 12",
        injector="Dr. É",
        patient="007",
    )


def test_a_patient_whom_a_program_writes_for_nobody_is_none(tmp_path: Path) -> None:
    found = treatments(tmp_path, "date,region,patient\n2026-01-05,glabella,nan\n2026-01-06,glabella,None\n")
    assert [treatment.patient for treatment in found] == [None, None]


@pytest.mark.parametrize(
    ("written", "regions"),
    [
        ("Crow's feet", ("crows_feet_right", "crows_feet_left")),
        ("crow’s feet left", ("crows_feet_left",)),
        ("Forehead / Right Crows Feet", ("forehead", "crows_feet_right")),
        ('"glabella, forehead + crows_feet_left"', ("forehead", "glabella", "crows_feet_left")),
    ],
)
def test_regions_as_they_are_written(tmp_path: Path, written: str, regions: tuple[str, ...]) -> None:
    (found,) = treatments(tmp_path, f"date,region,units\n2026-01-05,{written},20 Units\n")
    assert (found.regions, found.units) == (regions, 20.0)


def test_only_date_and_region_are_needed_and_dates_are_put_in_order(tmp_path: Path) -> None:
    found = treatments(tmp_path, "\ufeffregion\tdate\nforehead\t2026-05-01\n\nglabella\t2026-01-05\n")
    assert [(t.date, t.regions) for t in found] == [("2026-01-05", ("glabella",)), ("2026-05-01", ("forehead",))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "its first line has no column date"),
        ("date,product\n", "its first line has no column region"),
        ("date,region,unit\n", "its first line has a column unit, which is not known"),
        ("date,region,date\n", "its first line has two columns date"),
        ("date,region\n2026-02-30,forehead\n", "line 2, column date: 2026-02-30 is not a date"),
        (
            "date,region\n2026-01-01,forehead\n05/01/2026,forehead\n",
            "line 3, column date: in 05/01/2026 it is not clear",
        ),
        ("date,region\n2026-01-01,\n", "line 2, column region: nothing is none of"),
        ("date,region\n2026-01-01,forehead chin\n", "line 2, column region: chin is none of"),
        ("date,region,units\n2026-01-01,forehead,many\n", "line 2, column units: many is not a number"),
        ("date,region,units\n2026-01-01,forehead,4000\n", "line 2, column units: 4000"),
        ("date,region,points\n2026-01-01,forehead,nasalis 2\n", "line 2, column points: nasalis is none of"),
        ("date,region,points\n2026-01-01,glabella,corrugator 4\n", "corrugator needs a side"),
        ("date,region,points\n2026-01-01,glabella,(12 4\n", "is neither a muscle nor a place"),
        ('date,region,product\n2026-01-01,forehead,"x\n', "line 2 cannot be read"),
        ("date,region,,\n2026-01-01,forehead,,20\n", "line 2 has 4 columns, the first line 2"),
        ("date,,region\n2026-01-01,20,forehead\n", "line 2 has something in a column without a name (20)"),
        ('date,region,points\n2026-01-01,glabella,"(12,5,25) 2"\n', "column points: (12,5,25) can be read in two"),
        ("date,region,points\n2026-01-01,glabella,(12) 2\n", "column points: (12) is no place"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PathError) as error:
        treatments(tmp_path, text)
    assert said in str(error.value) and "treatments.csv" in str(error.value)
    assert error.value.exit_code == 2


@given(st.text(alphabet=string.printable + "é\u2028\x00", max_size=120))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    try:
        treatments(tmp_path, f"date,region\n{text}")
    except PathError as error:
        assert "treatments.csv" in str(error)


def test_a_treatment_as_a_german_spreadsheet_saves_it(tmp_path: Path) -> None:
    (found,) = treatments(
        tmp_path,
        "date;region;product;points;units;batch;injector;;\r\n"
        '05.01.2026;forehead glabella;Brand A;"procerus 4; corrugator left 4,5; (12,5 25) 2";20,5;C1;Dr. X;;\r\n'
        ";;;;;;;;\r\n;;;;;;;;\r\n",
    )
    assert (found.date, found.units) == ("2026-01-05", 20.5)
    assert [point.units for point in found.points] == [4, 4.5, 2]
    assert found.points[2].place_mm == (12.5, 25)


@pytest.mark.parametrize(
    ("units", "read"), [("20 IE", 20), ("20 E", 20), ("12,5", 12.5), ("1.000", None), ("1,000 U", None)]
)
def test_units_are_not_taken_for_a_thousandth(tmp_path: Path, units: str, read: float | None) -> None:
    file = tmp_path / "treatments.csv"
    file.write_text(f"date;region;units\n2026-01-05;forehead and glabella;{units}\n", encoding="utf-8")
    if read is None:
        with pytest.raises(PathError, match="line 2, column units.*thousands"):
            read_treatments(file)
    else:
        (treatment,) = read_treatments(file)
        assert (treatment.units, treatment.regions) == (read, ("forehead", "glabella"))
