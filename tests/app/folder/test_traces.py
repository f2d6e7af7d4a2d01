"""Where the files of a folder name a patient: found in each way a folder is kept, and nothing of others is touched."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from patients_folders import TREATMENTS, give_consent, jpeg, made_patients

from wrinkle_scan.app.folder.changes import changing
from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.folder.traces import (
    consents_step,
    is_of,
    keys_of_reviews,
    names_in,
    own_places,
    renamed_path,
    reviews_steps,
    treatments_naming,
    treatments_step,
)

REST, SMILE = "P1/2026-01-05_rest.jpg", "Zoë Ä/2026-01-06_smile.jpg"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


@pytest.mark.parametrize(
    ("names", "places", "renamed"),
    [
        (["P1/2026-01-05_rest.jpg", "P1/b/2026-02-04_rest.jpg", "P12/2026-02-04_rest.jpg"], ["P1"], "Ana/x.jpg"),
        (["P1_2026-01-05_rest.jpg", "P2_2026-02-04_rest.jpg"], ["P1_2026-01-05_rest.jpg"], None),
        (
            ["2026-01-05/P1/rest.jpg", "2026-02-04/P1/rest.jpg", "2026-02-04/P2/rest.jpg"],
            ["2026-01-05/P1", "2026-02-04/P1"],
            None,
        ),
        (
            ["P1 2026-01-05/rest.jpg", "P1 2026-02-04/rest.jpg", "P2 2026-02-04/rest.jpg"],
            ["P1 2026-01-05/rest.jpg", "P1 2026-02-04/rest.jpg"],
            None,
        ),
    ],
)
def test_a_patients_own_places(tmp_path: Path, names: list[str], places: list[str], renamed: str | None) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(jpeg(name))
    read = names_in(tmp_path)
    assert own_places(read_clinic(tmp_path), read, "P1") == places
    own = [name for name in names if is_of(read.layout, name, "P1")]
    assert own == [name for name in names if any(name.startswith(place) and "P12" not in name for place in places)]
    for name in names:
        expected = name.replace("P1", "Ana") if name in own else name
        assert renamed_path(read.layout, name, "P1", "Ana") == expected
    if renamed:
        assert renamed_path(read.layout, "P1/x.jpg", "P1", "Ana") == renamed, "of a photo that was deleted, too"


def test_a_folder_without_photos_is_its_patients(tmp_path: Path) -> None:
    for name in ("P1", "P2", ".P1"):
        (tmp_path / name).mkdir()
    (tmp_path / "P3").symlink_to(tmp_path / "P1")
    read, clinic = names_in(tmp_path), read_clinic(tmp_path)
    assert [own_places(clinic, read, name) for name in ("P1", "P3")] == [["P1"], []]
    assert renamed_path(read.layout, "P1/x.jpg", "P1", "Ana") == "Ana/x.jpg"


def test_treatments_are_found_in_every_file_and_by_a_loose_spelling(root: Path) -> None:
    (root / "Zoë Ä" / "treatments.csv").write_text(
        "patient,date,region\nzoë ä,2026-01-09,forehead\np1,2026-01-10,glabella\n", encoding="utf-8"
    )
    found = treatments_naming(read_clinic(root), "P1")
    assert [(file.path, set(file.own)) for file in found] == [("treatments.csv", {2}), ("Zoë Ä/treatments.csv", {3})]
    with changing(root):
        renamed = treatments_step(root, found[0], "Ana")
        deleted = treatments_step(root, found[1], None)
    assert renamed.content == TREATMENTS.replace("P1", "Ana").encode()
    assert deleted.content == "patient,date,region\nzoë ä,2026-01-09,forehead\n".encode()
    assert treatments_naming(read_clinic(root), "P9") == []


def test_consents_are_changed_or_deleted_one_by_one(root: Path) -> None:
    give_consent(root, [REST, SMILE])
    before = (root / "consents.csv").read_text(encoding="utf-8-sig").splitlines()
    with changing(root):
        assert consents_step(root, lambda consent: consent) is None
        moved = consents_step(root, lambda consent: replace(consent, photo=consent.photo.replace("P1/", "Ana/")))
        fewer = consents_step(root, lambda consent: None if consent.photo == REST else consent)
    assert moved and moved.content.decode("utf-8-sig").splitlines() == [line.replace("P1/", "Ana/") for line in before]
    assert fewer and fewer.content.decode("utf-8-sig").splitlines() == [before[0], before[2]]


def test_keys_of_reviews_name_the_patient_and_the_photos(root: Path) -> None:
    reviews = root / ".wrinkle-scan" / "reviews"
    for name, content in {
        "1": json.dumps({"pairs": [{"patient": "P1", "before": {"path": str(root / REST)}, "after": {"path": "/x"}}]}),
        "2": json.dumps({"pairs": [{"patient": "Zoë Ä", "before": {"path": str(root / SMILE)}}, "P1"]}),
        "3": "{",
        "4": '["pairs"]',
        "5": '{"pairs": "P1"}',
    }.items():
        (reviews / name).mkdir(parents=True)
        (reviews / name / "key.json").write_text(content, encoding="utf-8")
    assert [path for path, _ in keys_of_reviews(root)] == [
        ".wrinkle-scan/reviews/1/key.json",
        ".wrinkle-scan/reviews/2/key.json",
    ]
    (step,) = reviews_steps(root, "P1", "Ana", lambda path: path.replace("P1/", "Ana/"))
    (pair,) = json.loads(step.content)["pairs"]
    assert (step.target, pair["patient"]) == (".wrinkle-scan/reviews/1/key.json", "Ana")
    assert pair["before"]["path"] == str(root / "Ana/2026-01-05_rest.jpg") and pair["after"]["path"] == "/x"
