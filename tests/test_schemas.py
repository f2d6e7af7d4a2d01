"""The JSON Schemas: sound, strict, carried by the package, and able to refuse; results meet them in `conftest`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from made_progress import progress
from made_reviews import made_key, rated, saying, truth
from sample_photos import AFTER, BEFORE, analyzed, compared
from schemas import ENDING, FOLDER, LOG, check, check_as, log_line

from wrinkle_scan.cohort.review.agreement_output import agreement_bytes
from wrinkle_scan.cohort.review.rater_agreement import agreement
from wrinkle_scan.cohort.review.ratings import read_all_ratings
from wrinkle_scan.comparison.crease_changes import CreaseWord
from wrinkle_scan.comparison.region_comparison import Level, Verdict
from wrinkle_scan.face.expression import EXPRESSIONS, VIEWS
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.system import files
from wrinkle_scan.visits.course.injections import MUSCLES
from wrinkle_scan.visits.course.phases import Phase

SCHEMAS = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob(f"*{ENDING}"))}
OPEN = {"change", "movement", "made_with", "figure", "counts"}
"""Definitions that are closed where they are used, by unevaluatedProperties."""


def subschemas(schema: object, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """All objects within a schema, with the key under which each stands."""
    if isinstance(schema, dict):
        yield name, schema
        for key, value in schema.items():
            yield from subschemas(value, key)
    elif isinstance(schema, list):
        for value in schema:
            yield from subschemas(value, name)


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_object_is_closed_and_says_what_it_must_have(name: str) -> None:
    """A key that the program adds, or no longer writes, does not pass unseen."""
    for key, schema in subschemas(SCHEMAS[name]):
        if "object" in str(schema.get("type", "")) and "properties" in schema:
            assert key in OPEN or "additionalProperties" in schema or "oneOf" in schema, key
            assert set(schema["required"]) == set(schema["properties"]), key


def test_each_schema_is_named_as_its_results_name_it() -> None:
    named = {
        f"{schema['title'].removeprefix('wrinkle-scan/').replace('/', '-')}{ENDING}" for schema in SCHEMAS.values()
    }
    assert set(SCHEMAS) - named == {LOG, f"common{ENDING}"}


def test_the_package_carries_them() -> None:
    carried = resources.files("wrinkle_scan.schemas")
    assert {file.name for file in carried.iterdir() if file.name.endswith(ENDING)} == set(SCHEMAS)
    for name, schema in SCHEMAS.items():
        assert json.loads(carried.joinpath(name).read_text(encoding="utf-8")) == schema


def test_words_are_the_programs_own() -> None:
    common = SCHEMAS[f"common{ENDING}"]["$defs"]
    progress_defs = SCHEMAS[f"progress-1{ENDING}"]["$defs"]
    crease = SCHEMAS[f"comparison-1{ENDING}"]["$defs"]["crease"]["properties"]
    for words, known in (
        (common["region"]["enum"], REGION_NAMES),
        (common["expression"]["enum"], (*EXPRESSIONS, None)),
        (common["view"]["enum"], VIEWS),
        (common["verdict"]["enum"], get_args(Verdict)),
        (common["level"]["enum"], (*get_args(Level), None)),
        (crease["change"]["enum"], get_args(CreaseWord)),
        (progress_defs["region_visit"]["properties"]["expected_phase"]["enum"], (*get_args(Phase), None)),
        (progress_defs["injection"]["properties"]["muscle"]["enum"], (*MUSCLES, None)),
    ):
        assert tuple(words) == tuple(known)


def results() -> dict[str, dict[str, Any]]:
    """One result of each kind that takes no command to make, as it is read back."""
    made = {
        "analysis": analyzed(BEFORE).to_dict(),
        "comparison": compared(BEFORE, AFTER).to_dict(),
        "progress": progress().to_dict(),
    }
    return {name: json.loads(files.json_bytes(document)) for name, document in made.items()}


WRONG: dict[str, tuple[str, Callable[[dict[str, Any]], object]]] = {
    "a key too many": ("analysis", lambda d: d.update(more=1)),
    "a key too few": ("analysis", lambda d: d.pop("movement")),
    "a key too many deep within": ("comparison", lambda d: d["after"]["regions"]["glabella"].update(more=1)),
    "a change with a key too many": ("comparison", lambda d: d["regions"]["glabella"].update(more=1)),
    "another region": ("analysis", lambda d: d["regions"].update(chin=d["regions"]["forehead"])),
    "another verdict": ("comparison", lambda d: d["regions"]["glabella"].update(verdict="better")),
    "another level": ("comparison", lambda d: d["regions"]["glabella"].update(level="pixel")),
    "another expression": ("analysis", lambda d: d.update(expression="frowning")),
    "cannot tell without a reason": ("comparison", lambda d: d["regions"]["glabella"].update(verdict="cannot_tell")),
    "an answer without its interval": ("comparison", lambda d: d["regions"]["glabella"].update(ci95_percent=None)),
    "not measurable with a severity": ("analysis", lambda d: d["regions"]["glabella"].update(measurable=False)),
    "a severity of 101": ("analysis", lambda d: d["regions"]["glabella"].update(severity=101)),
    "a number as text": ("analysis", lambda d: d["face"].update(mm_per_px="0.1")),
    "a hash cut short": ("analysis", lambda d: d["photo"].update(sha256="ab12")),
    "another view": ("progress", lambda d: d["series"][0].update(view="above")),
    "a date as people write it": ("progress", lambda d: d["series"][0]["visits"][0].update(date="12.01.2026")),
    "a visit's change with a key too many": (
        "progress",
        lambda d: d["series"][0]["visits"][1]["regions"]["glabella"]["change"].update(creases=None),
    ),
    "provenance with a key too many": ("progress", lambda d: d["provenance"].update(host="here")),
    "a schema that is not there": ("progress", lambda d: d.update(schema="wrinkle-scan/progress/2")),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_document_is_refused(what: str) -> None:
    kind, spoil = WRONG[what]
    right = results()[kind]
    wrong = deepcopy(right)
    spoil(wrong)
    assert wrong != right
    with pytest.raises(AssertionError):
        check(wrong)


def test_a_command_that_writes_a_wrong_document_fails_its_test() -> None:
    with pytest.raises(AssertionError, match="analysis-1"):
        files.json_bytes({"schema": "wrinkle-scan/analysis/1"})


def test_ratings_as_the_page_saves_them(tmp_path: Any) -> None:
    _, key = made_key(tmp_path)
    ratings = json.loads(rated(tmp_path, key, "AB", saying(truth)).read_bytes())
    check(ratings)
    ratings["ratings"][key.items[0].id] = 6
    with pytest.raises(AssertionError):
        check(ratings)


def test_an_agreement_under_the_former_keys_is_read_on(tmp_path: Path) -> None:
    """Files that an earlier build wrote; the program writes the present keys alone."""
    _, key = made_key(tmp_path)
    found = agreement(key, read_all_ratings([rated(tmp_path, key, "AB", saying(truth))], key))
    document = json.loads(agreement_bytes(key.page, found))
    (rater,) = document["raters"]
    assert "with_tool" not in rater and "with_himself" not in rater
    former = [("rater_vs_tool", "with_tool"), ("intra_rater", "with_himself")]
    for present, _ in former:
        incomplete = deepcopy(document)
        incomplete["raters"][0].pop(present)
        with pytest.raises(AssertionError):
            check(incomplete)
    for present, earlier in former:
        rater[earlier] = rater.pop(present)
    check(document)
    for wrong in ({"more": 1}, {"rater_vs_tool": rater["with_tool"]}, {"with_tool": 1}):
        with pytest.raises(AssertionError):
            check({**document, "raters": [rater | wrong]})


@pytest.mark.parametrize(
    "line",
    [
        {"event": "note"},
        {"event": "done", "what": "photos", "total": 2, "done": 1, "failed": 0, "seconds": 0.1},
        {"event": "begin", "what": "photos", "total": 2, "done": 0, "failed": 0, "seconds": 0.1, "path": "a.jpg"},
        {"event": "paused"},
    ],
    ids=lambda line: line["event"],
)
def test_a_wrong_line_of_the_log_is_refused(line: dict[str, Any]) -> None:
    check_as({"event": "note", "message": "3 photos."}, LOG)
    with pytest.raises(AssertionError):
        log_line(json.dumps(line))
