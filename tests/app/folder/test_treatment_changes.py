"""Treatments are changed in the file that `progress` reads, and nothing else of it changes."""

from __future__ import annotations

import codecs
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patients_folders import TREATMENTS, in_sight, made_patients

from wrinkle_scan.app.folder.changes import last_change, undo
from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.folder.treatment_changes import add_treatment, change_treatment, delete_treatment
from wrinkle_scan.app.folder.treatments_file import TreatmentsFile, read_treatments_file
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.course.injections import MIDLINE_MUSCLES, MUSCLES, InjectionPoint, points_text, read_points
from wrinkle_scan.visits.course.treatments import Treatment, read_treatments

NEW = Treatment(
    date="2026-02-05",
    regions=("forehead", "crows_feet_right", "crows_feet_left"),
    product="Brand, B",
    points=(InjectionPoint("procerus", None, None, 4.0), InjectionPoint(None, None, (-12.5, 30.0), 2.5)),
    units=12.5,
    batch="C13",
    injector="Dr. É",
    patient="P1",
)

hundredths = st.integers(1, 10_000).map(lambda number: number / 100)
places = st.tuples(*[st.integers(-9_000, 9_000).map(lambda number: number / 100)] * 2)
sides = st.sampled_from(("left", "right"))
muscles = st.sampled_from([name for name in MUSCLES if name not in MIDLINE_MUSCLES])
points = st.one_of(
    st.builds(InjectionPoint, muscles, sides, st.none(), st.none() | hundredths),
    st.builds(InjectionPoint, st.just("procerus"), st.none(), st.none(), st.none() | hundredths),
    st.builds(InjectionPoint, st.none(), st.none(), places, st.none() | hundredths),
)
texts = st.none() | st.text(alphabet=st.characters(codec="utf-8"), max_size=30)
treatments = st.builds(
    Treatment,
    st.dates().map(lambda day: day.isoformat()),
    st.sets(st.sampled_from(REGION_NAMES), min_size=1).map(lambda found: tuple(n for n in REGION_NAMES if n in found)),
    texts,
    st.lists(points, max_size=5).map(tuple),
    st.none() | hundredths,
    texts,
    texts,
    st.just("P1"),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


def file_of(root: Path, text: str | bytes) -> TreatmentsFile:
    content = text.encode() if isinstance(text, str) else text
    (root / "treatments.csv").write_bytes(content)
    return read_treatments_file(root, "treatments.csv")


@given(st.lists(points, max_size=8).map(tuple))
def test_points_are_read_as_they_were_written(written: tuple[InjectionPoint, ...]) -> None:
    assert read_points(points_text(written)) == written


@pytest.mark.slow
@given(treatments, st.sampled_from([b"", codecs.BOM_UTF8]), st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_treatment_is_read_as_it_was_written_or_refused(
    tmp_path: Path, treatment: Treatment, mark: bytes, delimiter: str, end: str
) -> None:
    shutil.rmtree(tmp_path / "any", ignore_errors=True)
    root = made_patients(tmp_path / "any")
    lines = ["sep=|"] * (delimiter == "|") + ["patient,date,region", "P1,2026-01-19,glabella", ""]
    former = mark + end.join(lines).replace(",", delimiter).encode()
    file = file_of(root, former)
    try:
        add_treatment(root, file.path, file.revision, treatment)
    except PathError:
        assert (root / "treatments.csv").read_bytes() == former
        return
    after = [written.treatment for written in read_treatments_file(root, file.path).written]
    said = {name: " ".join((getattr(treatment, name) or "").split()) for name in ("product", "batch", "injector")}
    assert after[0] == file.written[0].treatment and len(after) == 2
    assert replace(after[1], product=None, batch=None, injector=None) == replace(
        treatment, product=None, batch=None, injector=None
    )
    if all(text.isascii() and text.isprintable() for text in said.values()):
        assert {name: getattr(after[1], name) or "" for name in said} == said
    undo(root)
    assert (root / "treatments.csv").read_bytes() == former


def test_the_first_treatment_makes_a_file_that_progress_reads(root: Path) -> None:
    (root / "treatments.csv").unlink()
    add_treatment(root, "treatments.csv", "", NEW)
    assert read_treatments(root / "treatments.csv") == [NEW]
    assert (root / "treatments.csv").read_bytes().startswith(codecs.BOM_UTF8), "by which a spreadsheet knows UTF-8"
    undo(root)
    assert not (root / "treatments.csv").exists()


def test_all_that_is_not_changed_stays_byte_for_byte(root: Path) -> None:
    spreadsheet = (
        "Our clinic;;;;\r\n;;;;\r\nDate;Region;Patient;Units;Batch\r\n"
        '05.01.2026;"glabella; forehead";"=""007""";20,5;C12\r\n;;;;\r\n06.01.2026;forehead;P1;;\r\n'
    ).encode("cp1252")
    file = file_of(root, spreadsheet)
    first, second = file.written
    change_treatment(root, file.path, file.revision, first.line, replace(first.treatment, units=22.0, patient="7"))
    changed = spreadsheet.replace(b"20,5", b"22")
    assert (root / "treatments.csv").read_bytes() == changed
    file = read_treatments_file(root, file.path)
    delete_treatment(root, file.path, file.revision, second.line)
    assert (root / "treatments.csv").read_bytes() == changed.replace(b"06.01.2026;forehead;P1;;\r\n", b"")
    file = read_treatments_file(root, file.path)
    add_treatment(root, file.path, file.revision, replace(NEW, injector=None, points=()))
    text = (root / "treatments.csv").read_bytes().decode("cp1252")
    assert text.splitlines()[2] == "Date;Region;Patient;Units;Batch;product"
    assert text.splitlines()[-1] == "2026-02-05;forehead crows_feet;P1;12,5;C13;Brand, B"
    for _ in range(3):
        undo(root)
    assert (root / "treatments.csv").read_bytes() == spreadsheet


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_the_encoding_stays(root: Path, encoding: str) -> None:
    former = "date\tregion\tinjector\r\n2026-01-05\tforehead\tDr. É\r\n".encode(encoding)
    file = file_of(root, former)
    add_treatment(root, file.path, file.revision, replace(NEW, product=None, points=()))
    after = (root / "treatments.csv").read_bytes()
    header, rest = former.decode(encoding).split("\r\n", 1)
    assert after.decode(encoding).startswith(f"{header}\t") and rest in after.decode(encoding)
    assert after[:2] == former[:2] and len(read_treatments(root / "treatments.csv")) == 2


def test_letters_that_the_files_encoding_lacks_are_refused(root: Path) -> None:
    file = file_of(root, "date;region;injector\r\n2026-01-05;forehead;Dr. É\r\n".encode("cp1252"))
    with pytest.raises(PathError, match=r"does not have 王.*Save it from the spreadsheet as CSV \(UTF-8\)"):
        add_treatment(root, file.path, file.revision, replace(NEW, injector="王"))


def test_two_tabs_cannot_change_one_treatment(root: Path) -> None:
    tabs = [read_treatments_file(root, "treatments.csv") for _ in range(2)]
    line, former = tabs[0].written[0].line, tabs[0].written[0].treatment
    change_treatment(root, "treatments.csv", tabs[0].revision, line, replace(former, units=30.0))
    before = in_sight(root)
    for ask in (
        lambda: change_treatment(root, "treatments.csv", tabs[1].revision, line, replace(former, units=40.0)),
        lambda: delete_treatment(root, "treatments.csv", tabs[1].revision, line),
        lambda: add_treatment(root, "treatments.csv", tabs[1].revision, NEW),
        lambda: add_treatment(root, "treatments.csv", "", NEW),
    ):
        with pytest.raises(PathError, match="changed in another page or program meanwhile.*Load the page again"):
            ask()
    assert in_sight(root) == before and [one.units for one in read_treatments(root / "treatments.csv")] == [30.0]


def test_what_a_spreadsheet_saved_since_is_not_undone(root: Path) -> None:
    file = read_treatments_file(root, "treatments.csv")
    add_treatment(root, file.path, file.revision, NEW)
    edited = (root / "treatments.csv").read_bytes() + b"P1;2026-03-05;forehead;;;\r\n"
    (root / "treatments.csv").write_bytes(edited)
    with pytest.raises(PathError, match="changed in the meantime"):
        undo(root)
    assert (root / "treatments.csv").read_bytes() == edited


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"date": "2026-02-30"}, "2026-02-30 is not a date"),
        ({"regions": ()}, "needs a region"),
        ({"regions": ("chin",)}, "needs a region"),
        ({"units": 0.0}, "0 is not a number of units"),
        ({"units": 1e6}, "1e+06 is not a number of units"),
        ({"units": float("nan")}, "nan is not a number of units"),
        ({"product": "=1+1"}, "take =1+1 for something else"),
        ({"batch": "4,69E+17"}, "take 4,69E+17 for something else"),
        ({"batch": "'0012"}, "take '0012 for something else"),
        ({"points": (InjectionPoint(None, None, (float("inf"), 1.0), None),)}, "lies beside the face"),
        ({"points": (InjectionPoint("corrugator", None, None, 4.0),)}, "could not be read any more"),
        ({"points": (InjectionPoint("procerus", "left", None, -4.0),)}, "-4 is not a number of units"),
    ],
)
def test_what_could_not_be_read_is_not_written(root: Path, change: dict[str, object], said: str) -> None:
    file = read_treatments_file(root, "treatments.csv")
    with pytest.raises(PathError) as error:
        add_treatment(root, file.path, file.revision, replace(NEW, **change))  # type: ignore[arg-type]
    assert said in str(error.value) and (root / "treatments.csv").read_bytes() == TREATMENTS.encode()
    assert last_change(root) is None and str(root) not in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date,region,colour\n2026-01-05,forehead,red\n", "a column colour, which is not known"),
        ("date,region\n2026-13-05,forehead\n", "line 2, column date"),
        ("", "has no column date"),
    ],
)
def test_a_file_that_progress_does_not_read_is_not_changed(root: Path, text: str, said: str) -> None:
    (root / "treatments.csv").write_text(text, encoding="utf-8")
    with pytest.raises(PathError, match=said):
        add_treatment(root, "treatments.csv", "", NEW)
    assert (root / "treatments.csv").read_text(encoding="utf-8") == text


def test_dates_that_only_another_line_explains_keep_that_line(root: Path) -> None:
    """05/01/2026 is 5 January because of 31/01/2026: without that line nobody could tell."""
    file = file_of(root, "date,region\n05/01/2026,forehead\n31/01/2026,forehead\n")
    with pytest.raises(PathError, match="could not be read any more"):
        delete_treatment(root, file.path, file.revision, 3)
    assert [written.treatment.date for written in read_treatments_file(root, file.path).written] == [
        "2026-01-05",
        "2026-01-31",
    ]


def test_a_line_that_is_not_there_is_neither_changed_nor_deleted(root: Path) -> None:
    file = read_treatments_file(root, "treatments.csv")
    for line in (1, 7):
        with pytest.raises(PathError, match=f"nothing in line {line} any more"):
            delete_treatment(root, file.path, file.revision, line)
        with pytest.raises(PathError, match=f"nothing in line {line} any more"):
            change_treatment(root, file.path, file.revision, line, NEW)


def test_a_text_of_several_lines_in_quotes_is_one_row(root: Path) -> None:
    file = file_of(root, 'date,region,product\n2026-01-05,forehead,"two\nlines"\n2026-01-06,glabella,x\n')
    assert [written.line for written in file.written] == [3, 4]
    delete_treatment(root, file.path, file.revision, 3)
    assert (root / "treatments.csv").read_bytes() == b"date,region,product\n2026-01-06,glabella,x\n"


def test_a_patients_own_file_is_changed_and_names_nobody(root: Path) -> None:
    (root / "P1/treatments.csv").write_bytes(b"date,region\n2026-01-05,forehead")
    patient = read_clinic(root).patient("P1")
    add_treatment(
        root, patient.treatments_file, patient.treatments_revision, Treatment("2026-02-05", ("glabella",), patient="P1")
    )
    assert (root / "P1/treatments.csv").read_bytes() == b"date,region\n2026-01-05,forehead\n2026-02-05,glabella\n"
    assert (root / "treatments.csv").read_bytes() == TREATMENTS.encode()


def test_who_could_read_the_file_still_can(root: Path) -> None:
    (root / "treatments.csv").chmod(0o640)
    file = read_treatments_file(root, "treatments.csv")
    add_treatment(root, file.path, file.revision, NEW)
    assert (root / "treatments.csv").stat().st_mode & 0o777 == 0o640
