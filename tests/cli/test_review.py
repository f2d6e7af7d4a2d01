"""The command `review` from outside, on the sample and its softer follow-up: page, key, and what both together say."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import stat
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from click.testing import CliRunner, Result
from made_reviews import written
from PIL import Image
from sample_photos import AFTER, BEFORE, compared, without_forehead
from shown_pairs import pixels

from wrinkle_scan.cli import main
from wrinkle_scan.cohort.review.key import read_key
from wrinkle_scan.cohort.review.rater_agreement import agreement
from wrinkle_scan.cohort.review.ratings import read_all_ratings
from wrinkle_scan.output.report.review_page import subjects

pytestmark = pytest.mark.slow
PATIENT = "Quillfeather"
SOFTENED = ("forehead", "glabella")
"""Their lines were made 60 % shallower in the follow-up; crow's feet were left alone (samples/README.md)."""


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["review", *map(str, arguments)], prog_name="wrinkle-scan")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A patient with two visits, a letter that looks like an earlier one, and another that looks like the first capture
    of the first; another patient who was seen once."""
    place = tmp_path_factory.mktemp("clinic") / "photos"
    for name, source in {
        f"{PATIENT}/2026-01-05_frown.heic": BEFORE,
        f"{PATIENT}/2026-03-05_frown.jpg": AFTER,
        "Onceler/2026-01-05_frown.jpg": AFTER,
    }.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, place / name)
    for name in ("2025-12-05_frown.jpg", "2026-01-05_a_frown.jpg"):
        (place / PATIENT / name).write_text("Dear colleague", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def made(clinic: Path) -> Result:
    return run(clinic, "--page", clinic.parent / "blind.html", "--seed", "11")


@pytest.fixture(scope="module")
def html(clinic: Path, made: Result) -> str:
    assert made.exit_code == 0
    return (clinic.parent / "blind.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def key(clinic: Path, made: Result) -> dict[str, Any]:
    return json.loads((clinic.parent / "blind.key.json").read_bytes())


def items_of(html: str) -> list[dict[str, Any]]:
    found = re.search(r'id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])["items"]


def picture(item: dict[str, Any], side: str) -> bytes:
    return base64.b64decode(item[side].removeprefix("data:image/jpeg;base64,"))


def lines_seen(jpeg: bytes, what: str) -> float:
    """How strongly the middle of a picture is lined: across the forehead, down the glabella."""
    log = np.log(pixels(jpeg) + 20)
    along, across = 15, 2
    sigmas = (along, across) if what == "forehead" else (across, along)
    lines = cv2.GaussianBlur(log, (0, 0), sigmaX=sigmas[0], sigmaY=sigmas[1]) - cv2.GaussianBlur(log, (0, 0), along)
    height, width = lines.shape
    return float(np.std(lines[height // 4 : -height // 4, width // 3 : -width // 3]))


def test_what_it_says_and_writes(clinic: Path, made: Result) -> None:
    assert made.exit_code == 0
    assert "1 pair of visits, " in made.stdout and "keep it from the raters" in made.stdout
    layout, left_out, *more = made.stderr.splitlines()
    assert layout == "2 patients, 4 visits, 5 photos; patient from the first folder, date from the file's name."
    assert left_out.startswith(f"Left out: {clinic / PATIENT / '2025-12-05_frown.jpg'}: The file is not a photo")
    assert all("although the camera says 2022" in line for line in more), "the samples are of 2022"
    assert not any("letter" in line for line in more), "another capture stands in for it; one visit needs no word"
    assert sorted(os.listdir(clinic.parent)) == ["blind.html", "blind.key.json", "photos"]
    for name in ("blind.html", "blind.key.json"):
        assert stat.S_IMODE((clinic.parent / name).stat().st_mode) == 0o600


def test_the_key_holds_what_the_page_hides(clinic: Path, key: dict[str, Any]) -> None:
    assert (key["schema"], key["seed"]) == ("wrinkle-scan/review-key/1", 11)
    (pair,) = key["pairs"]
    assert (pair["patient"], pair["expression"]) == (PATIENT, "frown")
    for which, name, source in (("before", "2026-01-05_frown.heic", BEFORE), ("after", "2026-03-05_frown.jpg", AFTER)):
        assert pair[which] == {
            "date": name[:10],
            "path": str(clinic / PATIENT / name),
            "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        }
    said = {item["what"]: item["verdict"] for item in key["items"]}
    assert said["face"] is None
    assert {what: said[what] for what in SOFTENED} == {"forehead": "improved", "glabella": "improved"}
    assert {said["crows_feet_left"], said["crows_feet_right"]} == {"unchanged"}
    assert all(item["repeats"] is None for item in key["items"]), "with one pair, a repeat would be recognised"


def test_the_page_shows_what_the_key_says_and_names_nobody(html: str, key: dict[str, Any]) -> None:
    assert [item["id"] for item in items_of(html)] == [item["id"] for item in key["items"]]
    text = re.sub(r"base64,[A-Za-z0-9+/=]+", "", html).lower()
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (BEFORE, AFTER)]
    for secret in [PATIENT.lower(), "onceler", "2026", "2022", "frown", ".heic", ".jpg", *digests, "simulated"]:
        assert secret not in text


def test_a_rater_who_picks_the_softer_picture_has_it_right_by_the_key(clinic: Path, html: str, tmp_path: Path) -> None:
    """The pictures themselves are looked at, as a rater would, without the key."""
    read, grades = read_key(clinic.parent / "blind.key.json"), {}
    softened = {item.id: item.what for item in read.items if item.what in SOFTENED}
    for item in items_of(html):
        if item["id"] in softened:
            left, right = (lines_seen(picture(item, side), softened[item["id"]]) for side in ("left", "right"))
            grades[item["id"]] = 1 if left < right else 5
    assert len(grades) == 2
    ratings = read_all_ratings([written(tmp_path / "r.json", read.page, "eye", grades)], read)
    assert set(ratings[0].improvement(read).values()) == {2}
    assert agreement(read, ratings).raters[0].mean_regions.value == 2


@pytest.mark.parametrize("reference", ["before", "after"])
def test_pictures_keep_their_names_whichever_photo_gives_the_grid(reference: str) -> None:
    found = {s.what: s for s in subjects(compared(BEFORE, AFTER), list(SOFTENED), reference)}  # type: ignore[arg-type]
    assert list(found) == ["face", *SOFTENED]
    for what, subject in found.items():
        assert (subject.before.width, subject.before.height) == (subject.after.width, subject.after.height)
        if what != "face":
            assert lines_seen(subject.before.jpeg, what) > 1.05 * lines_seen(subject.after.jpeg, what)


def test_existing_files_are_kept(clinic: Path, html: str) -> None:
    page = clinic.parent / "blind.html"
    refused = run(clinic, "--page", page, "--seed", "11")
    assert refused.exit_code == 2 and "exists already" in refused.stderr
    assert page.read_text(encoding="utf-8") == html
    shutil.move(page, clinic.parent / "kept.html")
    refused = run(clinic, "--page", page)
    assert refused.exit_code == 2 and "blind.key.json: this file exists already" in refused.stderr
    shutil.move(clinic.parent / "kept.html", page)


def test_the_same_seed_makes_the_same_page(tmp_path: Path) -> None:
    """And the same key, in place of the former ones."""
    (tmp_path / "P1").mkdir()
    for take in (1, 2):
        shutil.copy(without_forehead(take), tmp_path / "P1" / f"2026-0{take}-05_frown.jpg")
    page, key = tmp_path / "page.html", tmp_path / "page.key.json"
    assert run(tmp_path, "--page", page, "--seed", "11").exit_code == 0
    before = page.read_bytes(), key.read_bytes()
    page.write_bytes(b"")
    assert run(tmp_path, "--page", page, "--seed", "11", "--overwrite").exit_code == 0
    assert (page.read_bytes(), key.read_bytes()) == before


@pytest.mark.parametrize(
    ("names", "arguments", "code", "words"),
    [
        ([], [], 2, "there is no photo in it"),
        (["P1/2026-01-05_rest.jpg"], [], 2, "no two visits of one patient with one expression"),
        (["P1/2026-01-05_rest.jpg", "P2/2026-02-05_rest.jpg"], [], 2, "no two visits of one patient"),
        (["P1/2026-01-05_rest.jpg", "P1/2026-02-05_smile.jpg"], [], 2, "no two visits of one patient"),
        (["P1/2026-01-05_rest.jpg", "P1/2026-02-05_rest.jpg"], [], 1, "no follow-up in it can be compared"),
        (["P1/2026-01-05.jpg"], ["--pattern", "("], 2, "this pattern cannot be read"),
        (["P1/2026-01-05.jpg"], ["--page", "page.txt"], 2, "must end in .html"),
        (["P1/2026-01-05.jpg"], ["--page", "nowhere/page.html"], 2, "its folder does not exist"),
    ],
)
def test_what_makes_no_review_is_said_in_one_sentence(
    tmp_path: Path, names: list[str], arguments: list[str], code: int, words: str
) -> None:
    """Photos of noise: none of them can be measured."""
    (tmp_path / "photos").mkdir()
    for name in names:
        (tmp_path / "photos" / name).parent.mkdir(exist_ok=True)
        noise = np.random.default_rng(0).integers(0, 255, (300, 300, 3), np.uint8)
        Image.fromarray(noise).save(tmp_path / "photos" / name)
    if "--page" not in arguments:
        arguments = [*arguments, "--page", str(tmp_path / "page.html")]
    result = run(tmp_path / "photos", *arguments)
    assert result.exit_code == code
    assert words in result.stderr and result.stdout == ""
    assert not (tmp_path / "page.html").exists()


def test_a_manifest_names_photos_of_another_machine(tmp_path: Path) -> None:
    manifest = tmp_path / "photos.csv"
    manifest.write_text("path,patient,date\ns3://bucket/a.jpg,P1,2026-01-05\n", encoding="utf-8")
    result = run(manifest, "--page", tmp_path / "page.html")
    assert result.exit_code == 2 and "this photo is not on this machine" in result.stderr


def test_many_pairs_repeat_some_items_and_hold_both_sides(tmp_path: Path) -> None:
    """Five follow-ups of one face, quick to compare, by a manifest that gives each file its date."""
    lines = ["path,patient,date,expression"]
    for month in range(1, 7):
        shutil.copy(without_forehead(month), tmp_path / f"{month}.jpg")
        lines.append(f"{month}.jpg,P1,2026-0{month}-01,frown")
    (tmp_path / "list.csv").write_text("\n".join(lines), encoding="utf-8")
    page = tmp_path / "page.html"
    assert run(tmp_path / "list.csv", "--page", page, "--language", "pt").exit_code == 0
    assert '<html lang="pt">' in page.read_text(encoding="utf-8")
    key = read_key(tmp_path / "page.key.json")
    assert len(key.patients) == 5
    again = [item for item in key.items if item.repeats]
    assert len(again) == max(1, round((len(key.items) - len(again)) / 10))
    shown = {item["id"]: item for item in items_of(page.read_text(encoding="utf-8"))}
    for item in again:
        original = shown[str(item.repeats)]
        assert (shown[item.id]["left"], shown[item.id]["right"]) == (original["right"], original["left"])
    assert {item.left for item in key.items} == {"before", "after"}
