"""Reviews of a folder are found by their names, the last one first, and ratings by the page they are of."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_reviews import made_key, rated, saying, truth

from wrinkle_scan.app.reports.reviews import KEY, PAGE, agree, review_file, review_names
from wrinkle_scan.system.errors import PathError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("2026-01-05_2", "2026-01-05_10", "2025-12-31_11", "2026-01-05", "other_1"):
        (tmp_path / "clinic" / ".wrinkle-scan" / "reviews" / name).mkdir(parents=True)
    return tmp_path / "clinic"


def test_the_last_is_first_by_day_then_number(root: Path, tmp_path: Path) -> None:
    assert review_names(root) == ["2026-01-05_10", "2026-01-05_2", "2025-12-31_11"]
    (tmp_path / "empty").mkdir()
    assert review_names(tmp_path / "empty") == []


@pytest.mark.parametrize(
    ("name", "file"), [("2026-01-05_3", PAGE), ("other_1", PAGE), ("..", KEY), ("2026-01-05_2", "../../x")]
)
def test_no_other_file_is_given_out(root: Path, name: str, file: str) -> None:
    place = root / ".wrinkle-scan" / "reviews" / "2026-01-05_2"
    assert review_file(root, "2026-01-05_2", KEY) == place / KEY
    with pytest.raises(PathError, match="there is no such review"):
        review_file(root, name, file)


def test_ratings_are_compared_with_the_key_of_their_own_page(root: Path, tmp_path: Path) -> None:
    """One rater who sees what the tool found agrees wholly; 8 patients with 4 items and 4 repeats are 36."""
    reviews, keys = root / ".wrinkle-scan" / "reviews", {}
    for seed, name in enumerate(review_names(root), 1):
        path, keys[name] = made_key(tmp_path, seed=seed)
        path.rename(reviews / name / KEY)
    one, other = (rated(tmp_path, keys["2026-01-05_2"], name, saying(truth)) for name in ("Ana", "Rui"))
    found = agree(root, (one, other))
    assert found.summary == "36 pairs of pictures. 8 patients. 4 of them were shown twice."
    assert [words for words, _ in found.raters] == [
        f"{rater}: 36 of 36 rated, 0 of them cannot judge" for rater in ("Ana", "Rui")
    ]
    assert [between for between, _ in found.between] == ["Ana and Rui"]
    assert found.between[0][1].strip().startswith("1.00 ")
