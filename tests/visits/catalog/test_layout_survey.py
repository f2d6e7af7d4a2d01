"""Which part of a path is the patient, inferred from all paths of a folder together."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wrinkle_scan.visits.catalog.census import Census
from wrinkle_scan.visits.catalog.layout import FolderLayout
from wrinkle_scan.visits.catalog.layout_survey import layout_of_paths
from wrinkle_scan.visits.catalog.photo_finding import find_photos, infer_layout

CLEAR = {
    "PATIENT/DATE/photo": (
        ["P1/2026-01-05/IMG_1_rest.jpg", "P1/2026-02-05/IMG_2.jpg", "P2/2026-01-05/close/IMG_3.jpg"],
        ["P1", "P1", "P2"],
        "patient from the first folder, date from the second",
    ),
    "DATE/PATIENT/photo": (
        ["2026-01-05/P1/a.jpg", "visit 2026-02-05/P1/a.jpg", "2026-02-05/00123/b.jpg"],
        ["P1", "P1", "00123"],
        "patient from the second folder, date from the first",
    ),
    "PATIENT/photo": (
        ["P1/2026-01-05_rest.jpg", "2001/2026-01-05_rest.jpg"],
        ["P1", "2001"],
        "patient from the first folder, date from the file's name",
    ),
    "days split into folders": (
        ["2026/01/05/P1/IMG_1_rest.jpg", "2026/02/05/P1/IMG_2.jpg", "2026/02/05/P2/IMG_3.jpg"],
        ["P1", "P1", "P2"],
        "patient from the fourth folder, date from the third",
    ),
    "a patient's days split into folders": (
        ["P1/2026/01/05/IMG_1_rest.jpg", "P2/2025/12/05/IMG_2.jpg"],
        ["P1", "P2"],
        "patient from the first folder, date from the fourth",
    ),
    "a patient's folder with visits": (
        ["2026-01-05/IMG_0001_rest.jpg", "2026-02-05/left/IMG_0002.jpg"],
        ["given"] * 2,
        "patient from the folder given (given), date from the first folder",
    ),
    "a patient's folder": (
        ["2026-01-05_rest.jpg", "IMG_20260205_120101.jpg", "20260305_143012.jpg", "frown_2026-03-05.jpg"],
        ["given"] * 4,
        "patient from the folder given (given), date from the file's name",
    ),
    "flat names": (
        ["P1_2026-01-05_rest.jpg", "Müller, Anna_frown_2026-02-05.jpg", "7-20260205.jpg"],
        ["P1", "Müller, Anna", "7"],
        "patient from the file's name, before the date, date from the file's name",
    ),
    "flat names, date first": (
        ["2026-01-05_P1_rest.jpg", "2026-02-05_P1_rest.jpg", "2026-02-05_P2_rest.jpg"],
        ["P1", "P1", "P2"],
        "patient from the file's name, date from the file's name",
    ),
    "days with patients' photos": (
        ["2026-01-05/P1_rest.jpg", "2026-02-05/P1_rest.jpg", "2026-02-05/00123_rest.jpg"],
        ["P1", "P1", "00123"],
        "patient from the file's name, date from the first folder",
    ),
    "patient and date in one folder": (
        ["Anna 2026-01-05/IMG_1.jpg", "Anna 2026-02-05/IMG_1.jpg", "Bo 2026-02-05/IMG_1.jpg"],
        ["Anna", "Anna", "Bo"],
        "patient from a part of the first folder's name, date from the first folder",
    ),
    "patients by birth date": (
        ["Anna_1980-05-04/IMG_1.jpg", "Bo_1970-05-04/IMG_1.jpg"],
        ["Anna_1980-05-04", "Bo_1970-05-04"],
        "patient from the first folder, date from the camera",
    ),
    "years": (
        ["2025/P1/2025-12-05.jpg", "2026/P1/2026-01-05.jpg"],
        ["P1", "P1"],
        "patient from the second folder, date from the file's name",
    ),
    "folders of views": (
        ["P1/nah/2026-01-05.jpg", "P1/fern/2026-01-05.jpg", "P2/nah/2026-01-05.jpg"],
        ["P1", "P1", "P2"],
        "patient from the first folder, date from the file's name",
    ),
    "folders that phones make": (
        ["Anna/DCIM/100APPLE/IMG_1.JPG", "Anna/DCIM/101APPLE/IMG_2.JPG", "Bo/Photos from 2026/IMG_3.jpg"],
        ["Anna", "Anna", "Bo"],
        "patient from the first folder, date from the camera",
    ),
    "nothing but folders that phones make": (
        ["DCIM/Camera/IMG_1.jpg", "Google Photos/Photos from 2025/IMG_1.jpg", "Fotos von 2026/1.jpg"],
        [None, None, None],
        "patient not known, date from the camera",
    ),
    "folders of a cloud's and of the system": (
        ["OneDrive - Clinic/Pictures/P1/2026-01-05/a.jpg", "OneDrive - Clinic/Bilder/P2/2026-01-05/b.jpg"],
        ["P1", "P2"],
        "patient from the third folder, date from the fourth",
    ),
    "folders that nobody named": (
        ["P1/New folder/2026-01-05.jpg", "P1/New folder (2)/2026-02-05.jpg", "P2/New folder (3)/2026-01-05.jpg"],
        ["P1", "P1", "P2"],
        "patient from the first folder, date from the file's name",
    ),
    "nobody beside patients": (
        ["P1/2026-01-05.jpg", "P2/2026-01-05.jpg", "unknown/2026-01-05.jpg", "DCIM/2026-02-05.jpg"],
        ["P1", "P2", None, None],
        "patient from the first folder, date from the file's name",
    ),
    "a backup beside patients": (
        ["P1/2026-02-05/a.jpg", "P2/2026-01-05/b.jpg", "old 2026-03-01/P1/2026-01-05/c.jpg", "old 2026-03-01/P9/d.jpg"],
        ["P1", "P2", "P1", "P9"],
        "patient from the first folder, date from folder or file, else from the camera",
    ),
    "a patient's folder that slipped into another's": (
        ["P1/2026-01-05/a.jpg", "P2/2026-01-05/b.jpg", "P2/P1/2026-02-05/c.jpg"],
        ["P1", "P2", "P1"],
        "patient from the first folder, date from folder or file, else from the camera",
    ),
    "an export's day above": (
        ["20260301/P1/2026-01-05.jpg", "20260301/P2/2026-01-05.jpg"],
        ["P1", "P2"],
        "patient from the second folder, date from the first",
    ),
    "a night's photos": (
        ["20260105/IMG_20260105_2359.jpg", "20260105/IMG_20260106_0001.jpg"],
        ["given", "given"],
        "patient from the folder given (given), date from the first folder",
    ),
    "months in words": (
        ["Anna/12 Jan 2026/1.jpg", "Anna/5. März 2026/1.jpg", "Bo/jan-12-2026/1.jpg"],
        ["Anna", "Anna", "Bo"],
        "patient from the first folder, date from the second",
    ),
    "years of two digits": (
        ["05.01.26/Anna/1.jpg", "05.02.26/Anna/1.jpg", "05.02.26/Bo/1.jpg"],
        ["Anna", "Anna", "Bo"],
        "patient from the second folder, date from the first",
    ),
    "years of two digits in flat names": (
        ["Anna 05.01.26.jpg", "Anna 05.02.26.jpg", "Bo 5-Feb-26.jpg"],
        ["Anna", "Anna", "Bo"],
        "patient from the file's name, before the date, date from the file's name",
    ),
    "numbers like short days beside days in full": (
        ["12-05-14/2026-01-05.jpg", "13-06-15/2026-01-05.jpg"],
        ["12-05-14", "13-06-15"],
        "patient from the first folder, date from the file's name",
    ),
    "visits in other languages": (
        [
            "Anna/vorher/2026-01-05.jpg",
            "Anna/nachher/2026-02-05.jpg",
            "Bo/Tag 30/2026-02-05.jpg",
            "Bo/après traitement/2026-03-05.jpg",
            "Bo/depois 2/2026-04-05.jpg",
        ],
        ["Anna", "Anna", "Bo", "Bo", "Bo"],
        "patient from the first folder, date from the file's name",
    ),
    "days of a study": (
        ["Anna/day 0/1.jpg", "Anna/day 30/1.jpg", "30/day 0/1.jpg"],
        ["Anna", "Anna", "30"],
        "patient from the first folder, date from the camera",
    ),
    "visits above patients": (
        ["V1/P1/a.jpg", "V1/P2/b.jpg", "V2/P1/c.jpg", "V2/P2/d.jpg"],
        ["P1", "P2", "P1", "P2"],
        "patient from the second folder, date from the camera",
    ),
    "visits above patients, in Chinese": (
        ["术前/P1/a.jpg", "术前/P2/b.jpg", "术后2周/P1/c.jpg"],
        ["P1", "P2", "P1"],
        "patient from the second folder, date from the camera",
    ),
    "years and months above patients": (
        ["2025/12/P1_2025-12-05_rest.jpg", "2026/01/P1_2026-01-05_rest.jpg", "2026/01/P2_2026-01-05.jpg"],
        ["P1", "P1", "P2"],
        "patient from the file's name, before the date, date from the file's name",
    ),
    "months in words above patients": (
        ["2025/December/P1/20251205.jpg", "2026/01 January/P1/20260105.jpg", "2026/01 January/P2/20260107.jpg"],
        ["P1", "P1", "P2"],
        "patient from the third folder, date from the file's name",
    ),
    "years and months above patients, dates in no name": (
        ["2025/12/P1/IMG_1.jpg", "2026/1/P1/IMG_2.jpg", "2026/1/P2/IMG_3.jpg"],
        ["P1", "P1", "P2"],
        "patient from the third folder, date from the camera",
    ),
    "patient and visit in one folder": (
        ["Anna M before/IMG_1.jpg", "Anna M after/IMG_2.jpg", "Eva before/IMG_1.jpg"],
        ["Anna M", "Anna M", "Eva"],
        "patient from a part of the first folder's name, date from the camera",
    ),
    "treatments with their days": (
        ["Botox 2026-01-05/IMG_1.jpg", "Kontrolle 2026-02-05/IMG_2.jpg"],
        ["given", "given"],
        "patient from the folder given (given), date from the first folder",
    ),
    "days without signs above the same day": (
        ["260105/IMG_20260105.jpg", "05022026/IMG_20260205.jpg"],
        ["given", "given"],
        "patient from the folder given (given), date from the file's name",
    ),
    "codes like visits' with several days each": (
        ["V1/2026-01-05.jpg", "V1/2026-02-05.jpg", "V2/2026-01-05.jpg"],
        ["V1", "V1", "V2"],
        "patient from the first folder, date from the file's name",
    ),
    "codes like visits' with a day each": (
        ["V1/2026-01-05.jpg", "M12/2026-02-05_rest.jpg"],
        ["V1", "M12"],
        "patient from the first folder, date from the file's name",
    ),
    "names that are months'": (
        ["April/2026-01-05.jpg", "June/2026-01-05.jpg", "Marco/2026-01-05.jpg"],
        ["April", "June", "Marco"],
        "patient from the first folder, date from the file's name",
    ),
    "photos of nobody beside patients' folders": (
        ["P1/2026-01-05_rest.jpg", "P2/2026-01-05.jpg", "P3/2026-01-05.jpg", "IMG_1.jpg", "2026-01-07_smile.jpg"],
        ["P1", "P2", "P3", None, None],
        "patient from the first folder, date from folder or file, else from the camera",
    ),
    "a photo of nobody beside days": (
        ["2026-01-05/P1/a.jpg", "2026-02-05/P1/b.jpg", "2026-02-05/P2/c.jpg", "IMG_1.jpg"],
        ["P1", "P1", "P2", None],
        "patient from the second folder, date from folder or file, else from the camera",
    ),
    "no date, no folder": (["IMG_1.jpg", "Anna.jpg"], [None, None], "patient not known, date from the camera"),
    "words only": (["before/IMG_1.jpg", "after/IMG_1.jpg"], [None, None], "patient not known, date from the camera"),
}


def patients(layout: FolderLayout, paths: list[str]) -> list[str | None]:
    return [layout.split(path)[0] for path in paths]


@pytest.mark.parametrize("kind", CLEAR)
def test_layouts_as_people_keep_them(kind: str) -> None:
    paths, whose, words = CLEAR[kind]
    layout = layout_of_paths(paths, "given")
    assert (patients(layout, paths), str(layout), layout.unclear) == (whose, words, None)
    assert layout_of_paths(reversed(paths), "given") == layout


VISITS = [
    *(["before", "3 months after"], ["Pre-op", "2 weeks post-op"], ["1st visit", "2nd visit"], ["T0", "T1"]),
    *(["Baseline", "M3"], ["avant", "J14"], ["vorher", "2. Woche"], ["voor", "na behandeling"], ["przed", "po"]),
    *(["до", "после"], ["öncesi", "sonrası"], ["术前", "术后"], ["施術前", "施術後1ヶ月"], ["시술 전", "시술후 2주"]),
    *(["قبل", "بعد"], ["לפני", "אחרי"], ["पहले", "बाद"], ["ก่อน", "หลัง"], ["trước", "sau 2 tuần"], ["prima", "dopo"]),
]


@pytest.mark.parametrize("folders", VISITS, ids=" ".join)
def test_one_patients_visits_are_no_patients(folders: list[str]) -> None:
    paths = [f"{folder}/IMG_1.jpg" for folder in folders]
    assert patients(layout_of_paths(paths, "given"), paths) == [None, None]
    below = [f"{name}/{path}" for name in ("Anna", "Bo") for path in paths]
    assert patients(layout_of_paths(below, "given"), below) == ["Anna", "Anna", "Bo", "Bo"]
    dated = [f"{folder}/2026-01-0{number}.jpg" for number, folder in enumerate(folders, start=1)]
    assert patients(layout_of_paths(dated, "given"), dated) == ["given", "given"]


DOUBTFUL = {
    "may be a visit or a patient": ["V1/IMG_1.jpg", "V2/IMG_2.jpg"],
    "(2013) may be a year or month, or a patient's number": ["2013/01/IMG_1.jpg", "2014/02/IMG_2.jpg"],
    "(2026-01) may be a year or month, or a patient's number": ["2026-01/IMG_1.jpg", "2026-02/IMG_2.jpg"],
    "(260105) may be a day or a patient's number": ["260105/IMG_1.jpg", "050226/IMG_2.jpg"],
    "(05012026) may be a day or a patient's number": ["05012026/IMG_1.jpg", "05022026/IMG_2.jpg"],
    "(20251231-001) may be a day or a patient's number": [
        "20251231-001/2026-01-05.jpg", "20260103-002/2026-01-03.jpg"
    ],
    "the names may be of several patients (P1_V1, P1_V2) or of one": ["P1_V1_2026-01-05.jpg", "P1_V2_2026-02-05.jpg"],
}  # fmt: skip


@pytest.mark.parametrize("words", DOUBTFUL)
def test_what_may_be_a_visit_or_a_patient_is_said_and_neither_merged_nor_parted(words: str) -> None:
    layout = layout_of_paths(DOUBTFUL[words], "given")
    assert patients(layout, DOUBTFUL[words]) == [None, None]
    assert layout.unclear and words in layout.unclear[0]


MIXED = {
    "day or patient first": ["P1/2026-01-05/a.jpg", "2026-02-05/P1/b.jpg"],
    "in a folder or in none": ["P1/2026-01-05_a.jpg", "2026-02-05_rest.jpg"],
    "with a name or without": ["Anna_2026-01-05.jpg", "2026-01-05.jpg"],
}


@pytest.mark.parametrize("kind", MIXED)
def test_a_mixed_tree_names_an_example_of_each_and_knows_no_patient(kind: str) -> None:
    layout = layout_of_paths(MIXED[kind], "given")
    assert patients(layout, MIXED[kind]) == [None, None] and layout.contradictory and layout.unclear
    problem, remedy = layout.unclear
    assert all(path in problem for path in MIXED[kind]) and "manifest" in remedy


def test_centres_are_not_taken_for_patients() -> None:
    layout = layout_of_paths(["A/P1/2026-01-05.jpg", "A/P2/2026-01-05.jpg", "B/P3/2026-01-05.jpg"], "given")
    assert layout.unclear and "the first folder (A) or the second (P1)" in layout.unclear[0]


def test_patients_below_two_folders_are_not_merged_into_one() -> None:
    paths = ["North/Dermatology/P1/2026-01-05/a.jpg", "North/Dermatology/P2/2026-01-05/b.jpg"]
    layout = layout_of_paths(paths, "given")
    assert patients(layout, paths) == [None, None]
    assert layout.unclear and "the first folder (North) or the third (P1)" in layout.unclear[0]


def test_a_backups_day_is_no_visits(tmp_path: Path) -> None:
    for path in ("P1/2026-02-05/a.jpg", "old 2026-03-01/P1/2026-01-05/c.jpg"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).touch()
    found = find_photos(tmp_path, infer_layout(tmp_path))
    assert [(photo.patient, photo.visit_date) for photo in found] == [("P1", "2026-02-05"), ("P1", "2026-01-05")]


def test_numbers_that_could_be_days_are_not_merged_into_one_patient() -> None:
    paths = ["20210315/2026-01-05_rest.jpg", "20190722/2026-01-05_rest.jpg"]
    layout = layout_of_paths(paths, "given")
    assert patients(layout, paths) == [None, None] and layout.contradictory and layout.unclear
    assert "the first folder (20210315) may be a day or a patient's number" in layout.unclear[0]
    assert layout_of_paths([*paths, "2026-02-05_rest.jpg"], "given").contradictory


def test_numbers_like_short_days_are_not_merged_into_one_patient() -> None:
    layout = layout_of_paths(["12-05-14/IMG_1.jpg", "13-06-15/IMG_2.jpg"], "given")
    assert layout.unclear and "(12-05-14) may be a day or a patient's number" in layout.unclear[0]
    assert layout_of_paths(["05.01.26/IMG_1.jpg", "05.02.26/IMG_2.jpg"], "Anna").unclear is None


def test_names_that_may_be_several_peoples_are_not_merged() -> None:
    paths = ["2026-01-05_Anna_rest.jpg", "2026-02-05_Bo_rest.jpg"]
    layout = layout_of_paths(paths, "given")
    assert patients(layout, paths) == [None, None] and not layout.contradictory
    assert layout.unclear and "(Anna, Bo)" in layout.unclear[0]


def test_the_patients_own_folder_says_nothing_of_the_date(tmp_path: Path) -> None:
    for name in ("Anna_1980-05-04/2026-01-05_rest.jpg", "Bo_1970-05-04/2026-01-06/IMG_1_left.jpg"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    census = Census()
    found = list(census.counting(find_photos(tmp_path, infer_layout(tmp_path))))
    assert [(entry.patient, entry.visit_date, entry.side) for entry in found] == [
        ("Anna_1980-05-04", "2026-01-05", None),
        ("Bo_1970-05-04", "2026-01-06", "left"),
    ]
    assert str(census) == "2 patients, 2 visits, 2 photos"


def test_composed_letters_are_one_patient(tmp_path: Path) -> None:
    for name in ("2026-01-05/Núñez/a.jpg", "2026-02-05/Nu\u0301n\u0303ez /a.jpg"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    census = Census()
    assert {e.patient for e in census.counting(find_photos(tmp_path, infer_layout(tmp_path)))} == {"Núñez"}
    assert census.spelling_variants() == []


def test_a_manifest_says_more_and_addresses_name_nobody(tmp_path: Path) -> None:
    manifest = tmp_path / "photos.csv"
    lines = ["path,patient", "x/a.jpg,A", "2026-01-05/P1/a.jpg,", "2026-02-05/P1/a.jpg,", "s3://faces/1.jpg,"]
    manifest.write_text("\n".join(lines), encoding="utf-8")
    found = list(find_photos(manifest, infer_layout(manifest)))
    assert [entry.patient for entry in found] == ["A", "P1", "P1", None]
    manifest.write_text("path\n2026-01-05.jpg\n2026-02-05.jpg\n", encoding="utf-8")
    assert [entry.patient for entry in find_photos(manifest, infer_layout(manifest))] == [None, None]


NAME = st.sampled_from(["P1", "Anna", "2026-01-05", "20260205", "2026", "left", "rest", "IMG_1", "7", "a 1980-05-04"])


@given(st.lists(st.lists(st.one_of(NAME, st.text(max_size=5)), min_size=1, max_size=4), max_size=8))
@example([["2026-01-05"], [""], ["..", "P1"]])
def test_no_tree_is_too_strange(trees: list[list[str]]) -> None:
    """Every photo has its patient, unless the tree is said to be unclear or names nobody; and none is a day."""
    paths = [path for parts in trees if (path := "/".join(part.replace("/", "") for part in parts).strip("/"))]
    layout = layout_of_paths(paths, "given")
    if layout.unclear:
        assert layout.where == "nowhere"
    if layout.where == "nowhere":
        assert set(patients(layout, paths)) <= {None}
    assert str(layout)
    assert not {"2026-01-05", "20260205"} & set(patients(layout, paths))
