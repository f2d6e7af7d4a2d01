"""Real pairs: how their table is read, and what is refused in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_photos import analyzed, compared, without_forehead

from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.validation.verify.real_pairs import RealPair, SeenRegion, observe, read_pairs, treated_regions

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


def observed(before: Path, after: Path) -> dict[str, SeenRegion]:
    found = observe(RealPair("p", "p", "frown", ("glabella",), "improved", before, after))
    assert [seen.region for seen in found] == list(REGION_NAMES)
    return {seen.region: seen for seen in found}


@pytest.mark.slow
def test_a_pair_is_answered_as_compare_answers_it() -> None:
    photos = without_forehead(0), without_forehead(1)
    answers = compared(*photos).regions
    for name, seen in observed(*photos).items():
        answer = answers[name]
        assert (seen.verdict, seen.level) == (answer.verdict, answer.level)
        assert (seen.before, seen.after) == (answer.before, answer.after)
        assert seen.measured is (name != "forehead"), "it is cut off"


@pytest.mark.slow
def test_a_photo_that_cannot_be_measured_leaves_the_others_severities(tmp_path: Path) -> None:
    (tmp_path / "letter.jpg").write_text("Dear colleague", encoding="utf-8")
    own = analyzed(without_forehead()).regions["glabella"].severity
    for before, after, severities in (
        (without_forehead(), tmp_path / "letter.jpg", (own, None)),
        (tmp_path / "letter.jpg", without_forehead(), (None, own)),
    ):
        found = observed(before, after)
        assert (found["glabella"].before, found["glabella"].after) == severities
        assert {(seen.verdict, seen.called, seen.measured) for seen in found.values()} == {
            ("cannot_tell", False, False)
        }
