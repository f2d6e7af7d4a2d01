"""The command `agreement` from outside: what it says and writes, and what it refuses in one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_reviews import made_key, rated, saying, truth, written

from wrinkle_scan.cli import main
from wrinkle_scan.cohort.review.key import Key


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["agreement", *map(str, arguments)], prog_name="wrinkle-scan")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def page(tmp_path: Path) -> tuple[Path, Key]:
    return made_key(tmp_path)


def test_the_table_and_the_json_say_the_same(tmp_path: Path, page: tuple[Path, Key]) -> None:
    path, key = page
    files = [rated(tmp_path, key, "AB", saying(truth)), rated(tmp_path, key, "C. D.", saying(lambda i: 1))]
    result = run(path, *files, "--json", tmp_path / "out.json")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "36 items of 8 patients, 4 of them shown a second time."
    assert "AB: 36 of 36 items rated, 0 of them “cannot judge”" in lines
    tool = [line for line in lines if line.lstrip().startswith("With the tool")]
    assert tool[0].endswith("1.00 (1.00 to 1.00); 24 items of 8 patients")
    unchanged = [line for line in lines if "rater saw improvement" in line]
    assert "   0 %" in unchanged[0] and " 100 %" in unchanged[1]
    data = json.loads((tmp_path / "out.json").read_bytes())
    assert (data["schema"], data["page"]) == ("wrinkle-scan/agreement/1", key.page)
    assert data["raters"][0]["rater_vs_tool"]["interval"] == [1, 1]
    assert data["raters"][1]["mean_regions"]["value"] == 1
    assert data["between"][0]["raters"] == ["AB", "C. D."]


def test_json_alone_on_standard_output(tmp_path: Path, page: tuple[Path, Key]) -> None:
    path, key = page
    result = run(path, rated(tmp_path, key, "AB", saying(truth)), "--json", "-")
    assert json.loads(result.stdout)["items"] == 36


def test_no_interval_is_printed_for_a_handful_of_items(tmp_path: Path) -> None:
    path, key = made_key(tmp_path, patients=2, repeats=0)
    said = run(path, rated(tmp_path, key, "AB", saying(truth))).stdout
    assert "[no interval: it needs 10 items of 5 patients]; 6 items of 2 patients" in said
    assert " to 1.00" not in said
    assert "[no items]" in said, "nothing was shown twice"


def refused(result: Result, path: Path, words: str) -> None:
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {path}: ") and words in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[" * 100_000, b"not json"], ids=range(5))
@pytest.mark.parametrize("which", ["key", "ratings"])
def test_what_is_no_json_is_refused(tmp_path: Path, page: tuple[Path, Key], which: str, content: bytes) -> None:
    path, key = page
    ratings, bad = rated(tmp_path, key, "AB", saying(truth)), tmp_path / "bad.json"
    bad.write_bytes(content)
    refused(run(bad, ratings) if which == "key" else run(path, bad), bad, "this file is not JSON")


@pytest.mark.parametrize("content", [[], 3, None, {}, {"schema": "wrinkle-scan/analysis/1"}])
def test_other_json_is_refused(tmp_path: Path, page: tuple[Path, Key], content: object) -> None:
    path, key = page
    ratings, bad = rated(tmp_path, key, "AB", saying(truth)), tmp_path / "bad.json"
    bad.write_text(json.dumps(content), encoding="utf-8")
    refused(run(bad, ratings), bad, "this is not the key of a review page")
    refused(run(path, bad), bad, "this is no file of ratings")


def test_the_two_files_the_wrong_way_round(tmp_path: Path, page: tuple[Path, Key]) -> None:
    path, key = page
    ratings = rated(tmp_path, key, "AB", saying(truth))
    refused(run(ratings, path), ratings, "this is not the key of a review page")


def test_files_that_are_not_there(tmp_path: Path, page: tuple[Path, Key]) -> None:
    refused(run(page[0], tmp_path / "none.json"), tmp_path / "none.json", "there is no such file")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda data, some: data.update(page="0" * 16), "ratings of another page"),
        (lambda data, some: data.update(page=None), "ratings of another page"),
        (lambda data, some: data.update(rater="  "), "does not say who rated"),
        (lambda data, some: data.update(rater=7), "does not say who rated"),
        (lambda data, some: data.update(ratings=[3]), "there are no ratings in it"),
        (lambda data, some: data["ratings"].update({"ff": 3}), "there is no item ff on the page"),
        (lambda data, some: data["ratings"].update({some: 6}), "is rated 6"),
        (lambda data, some: data["ratings"].update({some: -1}), "is rated -1"),
        (lambda data, some: data["ratings"].update({some: 2.5}), "is rated 2.5"),
        (lambda data, some: data["ratings"].update({some: True}), "is rated True"),
        (lambda data, some: data["ratings"].update({some: "3"}), "is rated '3'"),
        (lambda data, some: data["ratings"].update({some: None}), "is rated None"),
    ],
)
def test_wrong_ratings_are_refused(
    tmp_path: Path, page: tuple[Path, Key], spoil: Callable[[dict[str, object], str], None], words: str
) -> None:
    path, key = page
    good, bad = rated(tmp_path, key, "AB", saying(truth)), rated(tmp_path, key, "CD", saying(truth))
    data = json.loads(bad.read_bytes())
    spoil(data, key.items[0].id)
    bad.write_text(json.dumps(data), encoding="utf-8")
    refused(run(path, good, bad), bad, words)


@pytest.mark.parametrize("again", ["AB", " ab ", "Ab"])
def test_the_same_rater_twice_is_refused(tmp_path: Path, page: tuple[Path, Key], again: str) -> None:
    path, key = page
    first = rated(tmp_path, key, "AB", saying(truth))
    second = written(tmp_path / "second.json", key.page, again, {})
    refused(run(path, first, second), second, f"has rated already, in {first}")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("items"),
        lambda data: data.update(items=[1]),
        lambda data: data["items"][0].update(pair=8),
        lambda data: data["items"][0].update(pair="0"),
        lambda data: data["items"][0].update(left="left"),
        lambda data: data["items"][0].update(verdict="cannot_tell"),
        lambda data: data["items"][0].update(repeats="nothing"),
        lambda data: data["items"].append(data["items"][0]),
        lambda data: data.update(pairs=[{}]),
        lambda data: data.update(page=3),
    ],
    ids=range(10),
)
def test_a_damaged_key_is_refused(
    tmp_path: Path, page: tuple[Path, Key], spoil: Callable[[dict[str, object]], None]
) -> None:
    path, key = page
    ratings, data = rated(tmp_path, key, "AB", saying(truth)), json.loads(page[0].read_bytes())
    spoil(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    refused(run(path, ratings), path, "this key is damaged")


def test_an_output_that_exists_is_kept(tmp_path: Path, page: tuple[Path, Key]) -> None:
    path, key = page
    ratings = rated(tmp_path, key, "AB", saying(truth))
    for kept in (path, ratings):
        content = kept.read_bytes()
        refused(run(path, ratings, "--json", kept, "--overwrite"), kept, "this is one of the files to read")
        assert kept.read_bytes() == content


def test_a_raters_name_cannot_play_tricks_with_the_terminal(tmp_path: Path, page: tuple[Path, Key]) -> None:
    path, key = page
    result = run(path, written(tmp_path / "r.json", key.page, "A\x1b[2JB", {}))
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("arguments", [[], ["key.json"], ["key.json", "r.json", "--seed", "1"]])
def test_wrong_usage(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2
