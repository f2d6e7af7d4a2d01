"""The command `batch` from outside: what it writes, says and ends with, on photos of all kinds."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from clinics import wrinkle_scan
from PIL import ExifTags, Image
from sample_photos import without_forehead
from schemas import log_line, read_json

from wrinkle_scan import __version__
from wrinkle_scan.cli import main
from wrinkle_scan.cohort.batch.columns import PAIRS, SCORES, Row
from wrinkle_scan.cohort.batch.tables import read_table


def scores(table: Path) -> list[Row]:
    return list(read_table(table, SCORES))


def by_photo(table: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in scores(table):
        found.setdefault(row["path"], []).append(row)
    return found


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of photos without foreheads scored, with pairs; nothing in it may be changed."""
    place = tmp_path_factory.mktemp("scored")
    for name, take in {
        "P1/2026-01-05_frown.jpg": 0,
        "P1/2026-01-19_frown.jpg": 1,
        "P1/2026-01-19_frown_again.jpg": 2,
        "P1/2026-01-19_rest.jpg": 3,
        "P2/2026-01-06_rest_left.jpg": 4,
        "P2/copy.jpg": 4,
    }.items():
        (place / "clinic" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(without_forehead(take), place / "clinic" / name)
    (place / "clinic" / "P2" / "letter.jpg").write_text("Dear colleague", encoding="utf-8")
    done = wrinkle_scan("batch", "clinic", "--out", "t.csv", "--pairs", "--json-log", cwd=place)
    assert done.returncode == 0, done.stderr
    (place / "said.txt").write_text(done.stdout, encoding="utf-8")
    (place / "log.txt").write_text(done.stderr, encoding="utf-8")
    return place


def test_a_row_for_each_photo_and_region(scored: Path) -> None:
    photos = by_photo(scored / "t.csv")
    assert list(photos) == sorted(photos)
    assert len(photos) == 7
    for path, rows in photos.items():
        if path.endswith("letter.jpg"):
            assert [(row["status"], row["failure"], row["region"]) for row in rows] == [("failed", "not_a_photo", None)]
            assert rows[0]["reason"].startswith("The file is not a photo")
        else:
            assert [row["region"] for row in rows] == ["forehead", "glabella", "crows_feet_right", "crows_feet_left"]
            assert {row["status"] for row in rows} == {"scored"}
            assert [row["measurable"] for row in rows] == [False, True, True, True]
            assert rows[1]["severity"] > 1


def test_figures_are_those_of_analyze(scored: Path) -> None:
    path = "clinic/P1/2026-01-05_frown.jpg"
    done = wrinkle_scan("analyze", path, "--json", "-", cwd=scored)
    analysis = read_json(done.stdout)
    for row in by_photo(scored / "t.csv")[path]:
        for name, figure in analysis["regions"][row["region"]].items():
            assert row[name] == figure
        for name in ("mm_per_px", "yaw_deg", "pitch_deg", "roll_deg", "blur_mm", "smile", "brows_down", "brows_up"):
            assert row[name] == analysis["face"][name]
        assert (row["sha256"], row["expression"]) == (analysis["photo"]["sha256"], analysis["expression"])


def test_what_is_known_of_a_photo_and_what_says_so(scored: Path) -> None:
    photos = by_photo(scored / "t.csv")
    row = photos["clinic/P2/2026-01-06_rest_left.jpg"][0]
    assert [row[name] for name in ("patient", "visit_date", "side", "expression")] == [
        "P2",
        "2026-01-06",
        "left",
        "rest",
    ]
    assert {row[f"{name}_from"] for name in ("patient", "visit_date", "side", "expression")} == {"name"}
    copy = photos["clinic/P2/copy.jpg"][0]
    assert [copy[name] for name in ("patient", "visit_date", "expression", "expression_from")] == [
        "P2",
        None,
        None,
        None,
    ]


def test_a_file_under_two_names_is_scored_once(scored: Path) -> None:
    log = [log_line(line) for line in (scored / "log.txt").read_text(encoding="utf-8").splitlines()]
    same = ["clinic/P2/2026-01-06_rest_left.jpg", "clinic/P2/copy.jpg"]
    (reused,) = (line["path"] for line in log if line.get("reused"))
    assert reused in same
    photos = by_photo(scored / "t.csv")
    one, other = (photos[name] for name in same)
    assert [row["severity"] for row in one] == [row["severity"] for row in other]


def test_follow_ups_are_compared_with_their_baseline(scored: Path) -> None:
    rows = list(read_table(scored / "t.pairs.csv", PAIRS))
    assert [row["region"] for row in rows] == ["forehead", "glabella", "crows_feet_right", "crows_feet_left"]
    for row in rows:
        assert (row["patient"], row["expression"], row["before_date"], row["after_date"]) == (
            "P1",
            "frown",
            "2026-01-05",
            "2026-01-19",
        )
        assert (row["before_captures"], row["after_captures"], row["status"]) == (1, 2, "compared")
        if row["region"] == "forehead":
            assert row["verdict"] == "cannot_tell" and row["change_percent"] is None
        else:
            assert row["verdict"] == "unchanged"  # one face, turned a little
            assert row["ci95_low_percent"] <= row["change_percent"] <= row["ci95_high_percent"]


def test_the_summary_says_what_became_of_them(scored: Path) -> None:
    said = (scored / "said.txt").read_text(encoding="utf-8").splitlines()
    assert said == [
        "6 photos scored; 1 failed (1 not a photo); 1 known already.",
        "Table: t.csv",
        "Failed: clinic/P2/letter.jpg: The file is not a photo, whatever its name says. Choose a photo in JPEG, HEIC, "
        "AVIF, PNG, TIFF or WebP format.",
        "1 pair compared; 0 failed.",
        "Table: t.pairs.csv",
        "Compared with nothing: 1 photo, of which patient or date is not known (copy.jpg). Keep photos as "
        "PATIENT/2026-01-05_frown.jpg, or list them in a manifest, or say with --pattern how names are read.",
    ]


def test_again_nothing_is_measured_and_nothing_changes(scored: Path, tmp_path: Path) -> None:
    shutil.copytree(scored, tmp_path / "again")
    before = {name: (tmp_path / "again" / name).read_bytes() for name in ("t.csv", "t.pairs.csv")}
    done = wrinkle_scan("batch", "clinic", "--out", "t.csv", "--pairs", cwd=tmp_path / "again")
    assert done.returncode == 0
    assert "7 known already" in done.stdout
    assert {name: (tmp_path / "again" / name).read_bytes() for name in before} == before


@pytest.mark.slow
def test_what_changed_is_measured_again_and_what_went_is_dropped(scored: Path, tmp_path: Path) -> None:
    place = tmp_path / "changed"
    shutil.copytree(scored, place)
    shutil.copy(without_forehead(5), place / "clinic" / "P1" / "2026-01-19_rest.jpg")
    (place / "clinic" / "P2" / "copy.jpg").unlink()
    done = wrinkle_scan("batch", "clinic", "--out", "t.csv", "--json-log", "--workers", "1", cwd=place)
    log = [log_line(line) for line in done.stderr.splitlines()]
    assert [line["path"] for line in log if line.get("reused") is False] == ["clinic/P1/2026-01-19_rest.jpg"]
    assert "1 removed from the table because they no longer exist" in done.stdout
    photos, former = by_photo(place / "t.csv"), by_photo(scored / "t.csv")
    assert set(former) - set(photos) == {"clinic/P2/copy.jpg"}
    assert photos["clinic/P1/2026-01-05_frown.jpg"] == former["clinic/P1/2026-01-05_frown.jpg"]
    assert photos["clinic/P1/2026-01-19_rest.jpg"] != former["clinic/P1/2026-01-19_rest.jpg"]


def test_a_table_of_another_version_is_left_alone(scored: Path, tmp_path: Path) -> None:
    place = tmp_path / "older"
    shutil.copytree(scored, place)
    lines = (place / "t.csv").read_text(encoding="utf-8").split("\n")
    old = "\n".join(line.replace(f",{__version__},", ",0.0.9,") if "2026-01-05" in line else line for line in lines)
    (place / "t.csv").write_text(old, encoding="utf-8")
    before = sorted(place.iterdir())
    done = wrinkle_scan("batch", "clinic", "--out", "t.csv", "--quiet", cwd=place)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"Error: t.csv: it was measured by wrinkle-scan 0.0.9, and this is {__version__}. "
        "Choose another name for a new table, or move this one away.\n"
    )
    assert (place / "t.csv").read_text(encoding="utf-8") == old and sorted(place.iterdir()) == before


def test_failures_are_the_exit_code_if_asked_for(scored: Path, tmp_path: Path) -> None:
    shutil.copytree(scored, tmp_path / "strict")
    done = wrinkle_scan("batch", "clinic", "--out", "t.csv", "--strict", "--quiet", cwd=tmp_path / "strict")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


@pytest.mark.slow
def test_names_of_every_kind(tmp_path: Path, faces: list[Path]) -> None:
    folder = tmp_path / "-odd"
    (folder / "naïve name").mkdir(parents=True)
    names = ["-rf.jpg", "a\nb.jpg", "naïve name/ß 😀.jpg", "=1+1.jpg"]
    for name in names:
        shutil.copy(faces[0], folder / name)
    (folder / "loop").symlink_to(folder)
    (folder / "nowhere.jpg").symlink_to(folder / "gone.jpg")
    with (folder / os.fsdecode(b"\xff.jpg")).open("wb") as file:
        file.write(b"no photo")
    done = wrinkle_scan("batch", "--out", "t.parquet", "--workers", "1", "--", "-odd", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    photos = by_photo(tmp_path / "t.parquet")
    assert {path: rows[0]["failure"] for path, rows in photos.items()} == {
        **{f"-odd/{name}": None for name in names},
        "-odd/nowhere.jpg": "unreadable",
        "-odd/\\udcff.jpg": "not_a_photo",
    }


REFUSED = [
    ("batch nothing --out t.csv", "there is no such folder or manifest"),
    ("batch empty --out t.csv", "there is no photo in it"),
    ("batch clinic --out t.doc", "Use a name that ends in .csv, .parquet or .sqlite"),
    ("batch clinic --out no/t.csv", "its folder does not exist"),
    ("batch clinic --out other.csv", "not a table of this kind"),
    ("batch clinic --out t.csv --pattern (", "this pattern cannot be read"),
    ("batch clinic --out t.csv --workers 0", "--workers"),
    ("batch clinic", "--out"),
]


@pytest.mark.parametrize(("line", "words"), REFUSED, ids=[line for line, _ in REFUSED])
def test_refused_before_anything_is_measured(
    clinic: Path, monkeypatch: pytest.MonkeyPatch, line: str, words: str
) -> None:
    (clinic.parent / "empty").mkdir()
    (clinic.parent / "other.csv").write_text("name,age\nme,50\n", encoding="utf-8")
    before = sorted(clinic.parent.iterdir())
    monkeypatch.chdir(clinic.parent)
    done = CliRunner().invoke(main, line.split(), prog_name="wrinkle-scan")
    assert (done.exit_code, done.stdout) == (2, "")
    assert isinstance(done.exception, SystemExit), "no traceback"
    assert words in done.stderr
    assert sorted(clinic.parent.iterdir()) == before


def test_doubtful_dates_are_warned_of_by_name(tmp_path: Path) -> None:
    names = ["Name_1980-05-04_2026-01-05_rest.jpg", "Name_1980-05-04_2026-01-06_rest.jpg"]
    for name, day in zip(names, ("2026:01:07", "2026:01:05"), strict=True):
        exif = Image.Exif()
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{day} 10:00:00"
        (tmp_path / "clinic" / "P1").mkdir(parents=True, exist_ok=True)
        Image.open(without_forehead()).save(tmp_path / "clinic" / "P1" / name, exif=exif)
    edited = Image.Exif()
    edited[ExifTags.Base.DateTime] = "2026:03:08 10:00:00"
    Image.open(without_forehead()).save(tmp_path / "clinic" / "P1" / "rest.jpg", quality=90, exif=edited)
    done = wrinkle_scan("batch", "clinic", "--out", "t.csv", "--pairs", "--quiet", "--workers", "1", cwd=tmp_path)
    assert done.returncode == 0 and done.stdout == ""
    assert [row["visit_date"] for row in scores(tmp_path / "t.csv")[::4]] == ["2026-01-05", "2026-01-06", "2026-03-08"]
    for name, taken in zip(names, ("2026-01-05", "2026-01-06"), strict=True):
        where = f"Warning: clinic/P1/{name}: "
        assert f"{where}of the dates in its name {taken} is used as the visit's, not 1980-05-04." in done.stderr
    assert "counts as the earlier (2026-01-05)" in done.stderr
    again = wrinkle_scan("batch", "clinic", "--out", "t.csv", "--json-log", cwd=tmp_path)
    said = [log_line(line) for line in again.stderr.splitlines()]
    warned = [event for event in said if event["event"] == "warning"]
    assert [Path(event["path"]).name for event in warned] == [*names, "rest.jpg"]
    assert (
        "1980-05-04" in warned[0]["reason"] and "2026-03-08, is that of the file's last change" in warned[2]["reason"]
    )
