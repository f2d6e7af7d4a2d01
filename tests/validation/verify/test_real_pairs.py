"""Real pairs: how their table is read, and how what was seen of them is counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from scipy.stats import binomtest

from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.validation.verify.real_pairs import (
    RealPair,
    SeenRegion,
    figures,
    read_pairs,
    table_rows,
    treated_cases,
    treated_regions,
)

HEADER = "id,side,person,expression,region,expect,source\n"
FEET = ("crows_feet_right", "crows_feet_left")


@pytest.mark.parametrize(
    ("words", "regions"),
    [
        ("glabella", ("glabella",)),
        ("glabella/forehead", ("forehead", "glabella")),
        (" glabella / crows_feet ", ("glabella", *FEET)),
        ("crows_feet", FEET),
        ("crows_feet_left", ("crows_feet_left",)),
        ("all", REGION_NAMES),
        ("forehead/all", REGION_NAMES),
        ("none", ()),
        ("", ()),
    ],
)
def test_the_treated_regions_in_words(words: str, regions: tuple[str, ...]) -> None:
    assert treated_regions(words) == regions


def laid_out(folder: Path, table: str, *photos: str, encoding: str = "utf-8") -> Path:
    for photo in photos:
        (folder / photo).parent.mkdir(exist_ok=True)
        (folder / photo).touch()
    (folder / "pairs.csv").write_bytes(table.encode(encoding))
    return folder / "pairs.csv"


PHOTOS = ("a1/before.jpg", "a1/after.PNG", "b1/before.jpeg", "b1/after.jpg", "b1/before.txt")
ROWS = (
    "a1,before,anna,frown,glabella,improved,x\na1,after,anna,frown,glabella,improved,x\n"
    "b1,before,bea,brow raise,,unchanged,x\nb1,after,bea,brow raise,,unchanged,x\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_in_its_order(tmp_path: Path, encoding: str) -> None:
    table = laid_out(tmp_path, HEADER + ROWS, *PHOTOS, encoding=encoding)
    one, other = read_pairs(table, tmp_path)
    assert one == RealPair(
        "a1", "anna", "frown", ("glabella",), "improved", tmp_path / "a1/before.jpg", tmp_path / "a1/after.PNG"
    )
    assert (other.name, other.treated, other.expect) == ("b1", (), "unchanged")
    assert other.before.name == "before.jpeg"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "no column id; it has nothing"),
        ("id,side,person\na,before,b\n", "no column expression; it has id, side, person"),
        (HEADER, "no pair in this table"),
        (HEADER + ROWS.replace("improved", "better"), "line 2, column expect: better is none of"),
        (HEADER + "a1,before,anna\n", "line 2, column expect: nothing is none of"),
        (HEADER + ROWS.replace("unchanged", "same"), "line 4, column expect: same is none of"),
        (HEADER + ROWS + "c1,before,cleo,rest,glabella,improved,x\n", "this photo of the table is not there"),
        (HEADER + ROWS.replace("glabella", "glabela"), "line 2, column region: glabela names no region"),
        (
            HEADER.replace("region,expect", "expect,region") + "a1,before,anna,frown,improved\n",
            "nothing names no region",
        ),
        (HEADER.replace("region,expect", "expect,region") + "a1,before,anna,frown,unchanged\n", None),
    ],
)
def test_tables_that_cannot_be_used(tmp_path: Path, table: str, words: str | None) -> None:
    """The last one can: a control's row that ends early names no region."""
    path = laid_out(tmp_path, table, *PHOTOS)
    if words is None:
        assert [pair.treated for pair in read_pairs(path, tmp_path)] == [()]
        return
    with pytest.raises(PathError, match=words):
        read_pairs(path, tmp_path)


def test_what_is_no_text_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_bytes(b"id,side\x81\x00\n")
    for table, words in (("pairs.csv", "cannot be read as text"), ("nothing.csv", "there is no such file")):
        with pytest.raises(PathError, match=words):
            read_pairs(tmp_path / table, tmp_path)


def test_a_photo_that_is_missing_is_named(tmp_path: Path) -> None:
    table = laid_out(tmp_path, HEADER + ROWS, *PHOTOS[:-2])
    with pytest.raises(PathError) as missing:
        read_pairs(table, tmp_path)
    assert missing.value.path == tmp_path / "b1" / "after"


def seen(
    name: str, verdicts: dict[str, str | None], expect: str = "improved", treated: tuple[str, ...] | None = None
) -> list[SeenRegion]:
    """A pair's regions by verdict; None is one that was not measured, as are those that are not named."""
    used = tuple(verdicts) if treated is None and expect != "unchanged" else treated or ()
    pair = RealPair(name, name, "frown", used, expect, Path("before.jpg"), Path("after.jpg"))
    return [
        SeenRegion(pair, region, 20.0, 10.0, verdict, "line") if (verdict := verdicts.get(region))
        else SeenRegion(pair, region, None, 10.0, "cannot_tell", None)
        for region in REGION_NAMES
    ]  # fmt: skip


def figure(rows: list[SeenRegion], words: str) -> tuple[int, int]:
    (found,) = [row for row in figures(rows) if row["figure"] == words]
    return found["found"], found["of"]


def test_either_crows_foot_in_sight_counts_and_a_face_that_shows_none_counts_once() -> None:
    both = seen("a", {FEET[0]: "improved", FEET[1]: "unchanged"})
    one = seen("b", {FEET[0]: None, FEET[1]: "improved"})
    none = seen("c", {FEET[0]: None, FEET[1]: None})
    control = seen("d", {FEET[0]: "improved"}, "unchanged")
    cases = treated_cases([*both, *one, *none, *control], "improved")
    assert [(case.pair.name, case.verdict) for case in cases] == [
        ("a", "improved"), ("a", "unchanged"), ("b", "improved"), ("c", "cannot_tell"),
    ]  # fmt: skip


def test_treated_regions_are_counted_by_what_was_said_of_them() -> None:
    rows = [
        *seen("a", {"glabella": "improved", "forehead": "worsened"}),
        *seen("b", {"glabella": "unchanged", "forehead": "improved"}, treated=("glabella",)),
        *seen("c", {"glabella": None}),
        *seen("d", {"glabella": "worsened"}, "slight"),
        *seen("e", {"glabella": "improved"}, "unclear"),
    ]
    assert figure(rows, "treated pairs measured in both photos where they were treated") == (2, 3)
    assert figure(rows, "treated regions, improved to the eye: called improved") == (1, 4)
    assert figure(rows, "the same called worsened") == (1, 4)
    assert figure(rows, "the same called unchanged") == (1, 4)
    assert figure(rows, "the same: cannot tell, or not measured") == (1, 4)
    assert figure(rows, "treated regions, slightly improved to the eye: called worsened") == (1, 1)
    assert figure(rows, "glabella, improved to the eye: called improved") == (1, 3)
    assert figure(rows, "frown, improved to the eye: called improved") == (1, 4)
    assert not any("control" in row["figure"] for row in figures(rows)), "no case, no figure"


def test_controls_count_every_region() -> None:
    answers = {"forehead": "unchanged", "glabella": "improved", FEET[0]: "worsened"}
    rows = [*seen("a", answers, "unchanged"), *seen("b", {"forehead": "cannot_tell"}, "unchanged")]
    assert figure(rows, "control regions called improved or worsened") == (2, 8)
    assert figure(rows, "control regions: cannot tell, or not measured") == (5, 8)
    assert figure(rows, "control regions measured in both photos: cannot tell") == (1, 4)


@pytest.mark.parametrize(("right", "of"), [(0, 10), (3, 10), (10, 10), (1, 1)])
def test_every_share_has_its_wilson_interval(right: int, of: int) -> None:
    rows = [
        region
        for number in range(of)
        for region in seen(str(number), {"glabella": "improved" if number < right else "unchanged"})
    ]
    (row,) = [r for r in figures(rows) if r["figure"] == "treated regions, improved to the eye: called improved"]
    expected = binomtest(right, of).proportion_ci(0.95, "wilson")
    assert row["percent"] == pytest.approx(100 * right / of, abs=0.05)
    assert row["ci95_percent"] == pytest.approx([100 * expected.low, 100 * expected.high], abs=0.1)


def test_figures_as_a_table() -> None:
    lines = table_rows(figures(seen("a", {"glabella": "improved"})))
    assert "| treated regions, improved to the eye: called improved | 1 of 1 | 100.0 % | 20.7 to 100.0 % |" in lines
    assert all(line.count("|") == 5 for line in lines)


def test_nothing_seen_is_no_figure() -> None:
    assert figures([]) == []
