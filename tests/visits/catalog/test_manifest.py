"""Manifests: a documented header, and errors that name line and column."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.manifest import ignored_columns
from wrinkle_scan.visits.catalog.naming import PATTERN
from wrinkle_scan.visits.catalog.photo_finding import find_photos


def entries(folder: Path, text: str | bytes) -> list[PhotoEntry]:
    manifest = folder / "photos.csv"
    manifest.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(find_photos(manifest, PATTERN))


def test_all_that_a_line_can_say(tmp_path: Path) -> None:
    lines = "path,patient,date,side,expression\na/1.jpg,007,2026-01-05,Left,Brow raise\n"
    (entry,) = entries(tmp_path, lines)
    assert entry.path == tmp_path / "a" / "1.jpg"
    assert (entry.patient, entry.visit_date, entry.side, entry.expression) == (
        "007",
        "2026-01-05",
        "left",
        "brow_raise",
    )
    assert set(dict(entry.origins).values()) == {"manifest"}


def test_what_it_leaves_open_the_name_says(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, "path,patient\nP1/2026-01-05_frown.jpg,\n")
    assert (entry.patient, entry.visit_date, entry.expression) == ("P1", "2026-01-05", "frown")
    assert set(dict(entry.origins).values()) == {"name"}


@pytest.mark.parametrize("header", ["PATH;Patient;Notes", "path\tpatient\tnotes", "﻿path,patient,notes"])
def test_as_spreadsheets_save_it(tmp_path: Path, header: str) -> None:
    between = max(";\t,", key=header.count)
    (entry,) = entries(tmp_path, f"{header}\r\n" + between.join(["1.jpg", "P1", "any"]) + "\r\n")
    assert entry.patient == "P1"
    assert ignored_columns(tmp_path / "photos.csv") == ["notes"]


def test_names_with_commas_quotes_and_newlines(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, 'path\n"-a, ""b""\nc.jpg"\n')
    assert entry.path.name == '-a, "b"\nc.jpg'


@pytest.mark.skipif(os.name == "nt", reason="they are Windows's own there")
def test_backslashes_are_folders_where_only_so_the_photo_is_found(tmp_path: Path) -> None:
    (tmp_path / "P1").mkdir()
    for name in ("P1/2026-01-05.jpg", r"P1\2026-02-05.jpg"):
        (tmp_path / name).touch()
    found = entries(tmp_path, "path\nP1\\2026-01-05.jpg\nP1\\2026-02-05.jpg\nP1\\missing.jpg\n")
    assert [entry.path.relative_to(tmp_path).as_posix() for entry in found] == [
        "P1/2026-01-05.jpg", r"P1\2026-02-05.jpg", r"P1\missing.jpg",
    ]  # fmt: skip
    assert (found[0].patient, found[0].visit_date) == ("P1", "2026-01-05")


@pytest.mark.parametrize("nothing", ["nan", "None", "NULL", "<NA>", "N/A", "-", "?", "unknown", "Unbekannt"])
def test_what_programs_and_people_write_for_nothing_is_no_patient(tmp_path: Path, nothing: str) -> None:
    lines = f"path,patient,date,side,expression\n1.jpg,{nothing},{nothing},{nothing},{nothing}\n2.jpg,{nothing},,,\n"
    found = entries(tmp_path, lines)
    assert [(e.patient, e.visit_date, e.side, e.expression) for e in found] == [(None, None, None, None)] * 2


WRONG = [
    ("patient\nP1\n", "no column path; it has patient"),
    ("", "no column path; it has nothing"),
    ("path,date\n1.jpg,5.1.85\n", "line 2, column date: 5.1.85 is not a date"),
    ("path,patient\n1.jpg,4.68769E+17\n", r"line 2, column patient: 4.68769E\+17 is a number that the spreadsheet has"),
    ("path,side\n1.jpg,left\n2.jpg,top\n", "line 3, column side: top is none of left"),
    ("path,expression\n1.jpg,pout\n", "line 2, column expression: pout is none of rest"),
    ("path\n\n1.jpg\n1.jpg\n", "line 4, column path: 1.jpg is already in line 3"),
    ("path\na/1.jpg\n./a/1.jpg\n", r"line 3, column path: \./a/1\.jpg is already in line 2"),
    ("path,patient\n1.jpg,NA\n", "line 2, column patient: NA may be a name, or stand for one that is not known"),
    ("path,patient\n,P1\n", "line 2, column path: the cell is empty"),
    (b"path\n\x81.jpg\n", "cannot be read as text"),
    (
        "path,patient\na,b.jpg,P1\n",
        "line 2 has 3 columns, the first line 2. Put quotes around text that contains a comma",
    ),
]


@pytest.mark.parametrize(("text", "words"), WRONG, ids=[words for _, words in WRONG])
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(PathError, match=words):
        entries(tmp_path, text)


def test_neither_a_folder_nor_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    for name, words in {"a.txt": "neither a folder nor a CSV file", "b": "no such folder or manifest"}.items():
        with pytest.raises(PathError, match=words):
            list(find_photos(tmp_path / name, PATTERN))


def test_folders_are_searched_at_any_depth_in_one_order(tmp_path: Path) -> None:
    for name in ("b/2.jpg", "b/10.JPG", "a/x/1.heic", "0.png", ".hidden/1.jpg", "a/.thumb.jpg", "a/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = [entry.path.relative_to(tmp_path).as_posix() for entry in find_photos(tmp_path, PATTERN)]
    assert found == ["0.png", "a/x/1.heic", "b/10.JPG", "b/2.jpg"]
