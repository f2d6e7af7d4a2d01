"""Patients' names: what every system takes for a folder's name, and every command for a patient."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from patients_folders import as_commands_read, jpeg

from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.patient_names import LONGEST, patient_name
from wrinkle_scan.app.folder.photo_filing import file_photos
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.layout_survey import layout_of_paths

letters = st.text(alphabet=st.characters(max_codepoint=0x2FFFF), min_size=1, max_size=90)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs a name"),
        (" \t ", "needs a name"),
        ("..", "may not end in a dot"),
        (".hidden", "kept for the system's own use"),
        ("@eaDir", "kept for the system's own use"),
        ("P1.", "may not end in a dot"),
        ("../P1", "may not contain /"),
        ("C:", "may not contain :"),
        ("a\\b", "may not contain \\"),
        ("con", "kept for the system's own use"),
        ("COM7.clinic", "kept for the system's own use"),
        ("lpt¹", "kept for the system's own use"),
        ("P\n1", "not seen"),
        ("P\0", "not seen"),
        ("P\u202e1", "not seen"),
        ("P\ud800", "not seen"),
        ("x" * (LONGEST + 1), "may have 80 characters"),
        ("字" * 70, "may have 80 characters"),
        ("None", "not known"),
        ("unknown", "not known"),
        ("NaT", "not known"),
        ("Control", "read as a visit"),
        ("=HYPERLINK(1)", "spreadsheet"),
        ("-12", "spreadsheet"),
        ("4,69E+17", "spreadsheet"),
        ("'00123", "spreadsheet"),
        ("2026-01-05", "read as a date"),
        ("20260105", "read as a date"),
        ("2026", "read as a date"),
        ("202601", "read as a date"),
        ("Frown", "read as a date, an expression"),
        ("left", "read as a date, an expression"),
        ("DCIM", "read as a date, an expression"),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_a_remedy(text: str, said: str) -> None:
    with pytest.raises(PathError) as error:
        patient_name(text)
    assert said in error.value.reason and error.value.reason.count(". ") >= 1


@pytest.mark.parametrize(
    "text", ["P1", "00123", "1234567", "Müller, Zoë", "O'Neil", "محمد", "王 小明", "P 2026", "Leftwich", "Nil", "Nat"]
)
def test_usual_names_and_codes_are_taken(text: str) -> None:
    assert patient_name(text) == text


def test_one_name_is_one_patient_however_it_is_typed() -> None:
    composed = unicodedata.normalize("NFC", "Zoë")
    assert patient_name(f" {unicodedata.normalize('NFD', 'Zoë')} ", [composed]) == composed
    assert patient_name("P1", ["P1", "p1"]) == "P1", "where there are both, the one that is spelt so is meant"
    with pytest.raises(PathError, match="there is a patient Zoë already"):
        patient_name("ZOË", [composed])


@given(letters)
@example("Ⅷ")
@example("İ")
@example("ﬁ")
@example("NIL")
@example("None")
@example("Nat")
@example("Control")
def test_a_name_that_is_taken_is_a_patient_to_every_command(text: str) -> None:
    try:
        name = patient_name(text)
    except PathError:
        return
    assert name == unicodedata.normalize("NFC", name) == patient_name(name)
    assert Path(name).name == name and len(os.fsencode(name)) < 255
    layout = layout_of_paths([f"{name}/2026-01-05_frown.jpg", f"{name}/2025-12-24_rest_2.jpg"], "clinic")
    assert layout.split(f"{name}/2026-01-05_frown.jpg") == (name, "2026-01-05_frown.jpg")


def test_hostile_names_make_no_file_anywhere(tmp_path: Path) -> None:
    root = tmp_path / "clinic"
    root.mkdir()
    for name in ("../out", "/etc", "..", ".wrinkle-scan", "a/../../b", "C:\\x", "<script>", "x\0y"):
        with pytest.raises(PathError):
            file_photos(root, [(jpeg(""), Label(name, "2026-01-05", "rest"))])
    assert as_commands_read(root) == {} and os.listdir(tmp_path) == ["clinic"]
