"""Paths from the browser lead to places in the folder of patients, or are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from patients_folders import jpeg, made_patients

from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.photo_filing import delete_photos, file_photos, move_photos
from wrinkle_scan.app.folder.places import inside, is_inside
from wrinkle_scan.app.folder.treatments_file import read_treatments_file
from wrinkle_scan.system.errors import PathError

parts = st.sampled_from(
    ["..", ".", "", "P1", "/", "\\", "C:", ".wrinkle-scan", "a\0b", "~", "x.jpg", "%2e%2e", "\u2025"]
)


@given(st.lists(parts, max_size=5).map("/".join))
def test_no_path_leads_out_or_to_what_is_hidden(text: str) -> None:
    root = Path("/clinic")
    try:
        place = inside(root, text)
    except PathError:
        return
    assert root in place.resolve().parents and not any(part.startswith(".") for part in place.relative_to(root).parts)


@pytest.mark.parametrize(
    "text", ["../secret.jpg", "/etc/passwd", "P1/../../secret.jpg", "..", "", ".", "P1/\0", ".bin/x"]
)
def test_what_leads_out_is_refused_by_whatever_is_asked(tmp_path: Path, text: str) -> None:
    (tmp_path / "secret.jpg").write_bytes(jpeg("secret"))
    root = made_patients(tmp_path / "clinic")
    for ask in (
        lambda: delete_photos(root, [text]),
        lambda: move_photos(root, {text: Label("P1", "2026-01-05", "smile")}),
        lambda: read_treatments_file(root, text),
    ):
        with pytest.raises(PathError) as error:
            ask()
        assert "no place in the folder of patients" in error.value.reason and str(tmp_path) not in error.value.reason
    assert (tmp_path / "secret.jpg").read_bytes() == jpeg("secret")


def test_links_out_of_the_folder_are_refused_and_shown_as_left_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.jpg").write_bytes(jpeg("secret"))
    root = made_patients(tmp_path / "clinic")
    (root / "P1/2026-03-01_rest.jpg").symlink_to(outside / "secret.jpg")
    (root / "P3").symlink_to(outside)
    for path in ("P1/2026-03-01_rest.jpg", "P3/secret.jpg"):
        with pytest.raises(PathError, match="leads out"):
            delete_photos(root, [path])
    with pytest.raises(PathError, match="leads out"):
        file_photos(root, [(jpeg("x"), Label("P3", "2026-01-05", "rest"))])
    clinic = read_clinic(root)
    assert [photo.name for photo in clinic.left_out] == ["P1/2026-03-01_rest.jpg"]
    assert (
        "leads out" in clinic.left_out[0].reason and [v.date for v in clinic.patient("P1").visits][-1] == "2026-02-04"
    )
    assert [path.name for path in outside.iterdir()] == ["secret.jpg"]


def test_a_root_that_is_itself_reached_by_a_link_is_the_folder(tmp_path: Path) -> None:
    root = made_patients(tmp_path / "real")
    (tmp_path / "link").symlink_to(root)
    assert inside(tmp_path / "link", "P1/2026-01-05_rest.jpg").is_file()
    assert not is_inside(root, tmp_path) and not is_inside(root, root)
