"""The package as a program imports it: what is loaded, what its functions take, return and refuse."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import pytest
from commands import Run, invoke
from made_progress import progress, series, visit
from sample_photos import SAMPLES, a_third, analyzed, compared, without_forehead
from schemas import check

import wrinkle_scan as ws
from wrinkle_scan.cohort.batch.columns import PAIRS, SCORES
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.system.files import json_bytes

HEAVY = {"numpy", "scipy", "skimage", "cv2", "PIL", "mediapipe", "pandas", "click"}
TREATED = "date,region,units\n2026-01-12,glabella,20\n"


@pytest.fixture
def run() -> Run:
    return invoke


def pixels() -> np.ndarray[Any, np.dtype[np.uint8]]:
    return ws.read_photo(without_forehead()).pixels


def read_back(result: Any) -> dict[str, Any]:
    """A result's dict as a reader of its JSON has it, which matches its schema."""
    document: dict[str, Any] = json.loads(json_bytes(result.to_dict()))
    check(document)
    return document


def without_paths(document: Any) -> Any:
    if isinstance(document, dict):
        return {key: without_paths(value) for key, value in document.items() if key != "path"}
    return [without_paths(value) for value in document] if isinstance(document, list) else document


def python(code: str, cwd: Path | None = None) -> str:
    return subprocess.check_output([sys.executable, "-c", code], text=True, cwd=cwd)


def test_importing_it_loads_nothing_heavy() -> None:
    loaded = json.loads(python("import sys, json, wrinkle_scan; print(json.dumps(list(sys.modules)))"))
    assert HEAVY & {name.partition(".")[0] for name in loaded} == set()
    assert [name for name in loaded if name.startswith("wrinkle_scan.")] == []


def test_every_name_is_there_and_no_other() -> None:
    assert dir(ws) == sorted(ws.__all__)
    assert {"analyze", "compare", "follow", "read_photo", "PhotoError", "__version__"} <= set(dir(ws))
    assert all(getattr(ws, name) is not None for name in dir(ws))
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = ws.analyse  # type: ignore[attr-defined]


def test_a_path_may_be_text() -> None:
    assert ws.analyze(str(without_forehead())).to_dict() == read_back(analyzed(without_forehead()))


def test_pixels_are_measured_as_their_file() -> None:
    """All but what only a file has; and the caller's array is neither kept nor changed."""
    own = pixels().copy()
    found = ws.analyze(own, expression="frown")
    document, of_file = read_back(found), read_back(analyzed(without_forehead()))
    height, width = own.shape[:2]
    no_file = {"path": "pixels", "sha256": "", "captured_at": None, "crop": None}
    assert document.pop("photo") == {**no_file, "width": width, "height": height}
    assert of_file.pop("photo")["sha256"] != ""
    assert document == of_file
    assert not np.shares_memory(found.photo.pixels, own) and (own == pixels()).all()


def test_a_known_scale_is_taken_as_it_is() -> None:
    """The same pixels, said to be a quarter larger on the skin: lines are as much longer."""
    by_irises = analyzed(without_forehead())
    scale = 1.25 * by_irises.face.mm_per_px
    known = ws.analyze(pixels(), "frown", mm_per_px=scale)
    assert known.face.mm_per_px == scale
    assert read_back(known)["face"]["mm_per_px"] == round(scale, 5)
    one, other = (found.regions["glabella"].skin.area_cm2 for found in (by_irises, known))
    assert other / one == pytest.approx(1.25**2, rel=0.15)


@pytest.mark.parametrize("scale", [0, -0.1, float("nan"), float("inf")])
def test_a_scale_that_is_none_is_refused(scale: float) -> None:
    with pytest.raises(ValueError, match="mm_per_px must be a number above 0"):
        ws.analyze(pixels(), mm_per_px=scale)


def test_a_word_that_is_no_expression_is_refused(tmp_path: Path) -> None:
    for call in (
        lambda: ws.analyze(pixels(), "Frown"),  # type: ignore[arg-type]
        lambda: ws.compare(pixels(), pixels(), "frowning"),  # type: ignore[arg-type]
        lambda: ws.follow(tmp_path, expression="angry"),  # type: ignore[arg-type]
    ):
        with pytest.raises(ValueError, match="must be one of rest, frown, brow_raise, smile, other or None"):
            call()


def test_a_crop_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="'middle'"):
        ws.analyze(pixels(), crop="middle")
    for no_box in ((1, 2), 5, (0, 0, 0.5, 0.5), "0,0,64,64"):
        with pytest.raises(ValueError, match=r"must be one of left, .* or a box \(x, y, width, height\), not "):
            ws.analyze(pixels(), crop=no_box)  # type: ignore[arg-type]
    for box in ((0, 0, 10_000, 10), (-5, 0, 100, 100), (0, 0, 0, 10)):
        with pytest.raises(ws.PathError, match="not within the photo"):
            ws.analyze(pixels(), crop=box)


def test_a_treatment_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(TypeError, match=r"visits\.course\.treatments\.Treatment objects, not {'date': '2026-01-12'}"):
        ws.follow(folder, treatments=[{"date": "2026-01-12"}])  # type: ignore[list-item]


def test_a_visit_without_a_photo_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one photo"):
        ws.compare(analyzed(without_forehead()), [])


def test_what_cannot_be_read_or_measured(tmp_path: Path) -> None:
    text = tmp_path / "letter.jpg"
    text.write_text("Dear patient")
    with pytest.raises(ws.PathError, match="there is no such file") as missing:
        ws.analyze(tmp_path / "gone.jpg")
    assert missing.value.path == tmp_path / "gone.jpg"
    with pytest.raises(ws.PathError, match="this is a folder"):
        ws.read_photo(tmp_path)
    with pytest.raises(ws.PhotoError) as refused:
        ws.compare(analyzed(without_forehead()), text)
    assert (refused.value.code, refused.value.path) == ("not_a_photo", text)
    assert str(refused.value) == f"{text}: {refused.value.problem}. {refused.value.remedy}"
    with pytest.raises(ws.PhotoError, match="float64"):
        ws.analyze(pixels().astype(float))  # type: ignore[arg-type]
    with pytest.raises(ws.PathError, match="no such folder"):
        ws.follow(tmp_path / "nowhere")
    assert issubclass(ws.PhotoError, ws.WrinkleScanError) and issubclass(ws.PathError, ws.WrinkleScanError)


def test_photos_and_analyses_are_compared_alike() -> None:
    one, other = without_forehead(), without_forehead(1)
    mixed = ws.compare(str(one), ws.read_photo(other))
    assert read_back(mixed) == read_back(compared(one, other))


@pytest.mark.slow
def test_several_captures_of_a_visit() -> None:
    captures = [analyzed(without_forehead()), analyzed(without_forehead(1))]
    document = read_back(ws.compare(captures, without_forehead(2)))
    assert [len(document["captures"][side]) for side in ("before", "after")] == [2, 1]
    assert document["captures"]["before"][1]["path"] == str(without_forehead(1))
    assert "captures" in [issue["code"] for issue in document["issues"]]


def test_a_dict_is_the_commands_json(run: Run) -> None:
    """The command measures in another process, from the file; the library's dict is the same."""
    document = run("compare", without_forehead(), without_forehead(1), "--json", "-").stdout
    mine = read_back(ws.compare(analyzed(without_forehead()), analyzed(without_forehead(1))))
    assert without_paths(json.loads(document)) == without_paths(mine)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two visits of a patient who was treated at the first."""
    place = tmp_path_factory.mktemp("P1")
    for day, take in (("2026-01-12", 0), ("2026-02-11", 1)):
        (place / f"{day}_frown.jpg").write_bytes(without_forehead(take).read_bytes())
    (place / "treatments.csv").write_text(TREATED)
    return place


def test_a_folder_is_followed(run: Run, folder: Path) -> None:
    course = ws.follow(str(folder))
    assert [(t.date, t.regions, t.units) for t in course.treatments] == [("2026-01-12", ("glabella",), 20.0)]
    (frowns,) = course.series
    assert [(v.day, v.baseline) for v in frowns.visits] == [(0, True), (30, False)]
    assert frowns.visits[1].regions["glabella"].days_since == 30
    assert frowns.visits[1].regions["glabella"].phase == "full_effect"
    document = json.loads(run("progress", folder, "--json", "-").stdout)
    assert document == read_back(course)
    rows = course.to_dataframe()
    assert len(rows) == 2 * len(REGION_NAMES)
    hidden = rows[(rows.region == "forehead") & rows.baseline].iloc[0]
    assert "can be measured" in hidden.reason, "also at the baseline, where nothing is compared"


@pytest.mark.slow
def test_a_script_without_a_guard_is_not_run_again(folder: Path, tmp_path: Path) -> None:
    """Photos of a folder are measured in other processes, which must not load the script that asked for it."""
    script = tmp_path / "script.py"
    script.write_text(f"print('begun')\nimport wrinkle_scan as ws\nprint(len(ws.follow({str(folder)!r}).series))\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "begun\n1\n"), done.stderr


def test_rows_have_the_columns_of_the_tables() -> None:
    photo = analyzed(without_forehead()).to_dataframe()
    pair = compared(without_forehead(), without_forehead(1)).to_dataframe()
    assert set(photo.columns) <= set(SCORES) and set(pair.columns) <= set(PAIRS)
    assert list(photo.region) == list(pair.region) == list(REGION_NAMES)
    document = read_back(compared(without_forehead(), without_forehead(1)))
    for _, row in pair.iterrows():
        region = document["regions"][row.region]
        for name in ("before", "after", "change_percent", "verdict", "level", "reason"):
            assert (None if pandas.isna(row[name]) else row[name]) == region[name], name
    assert {c for c in photo.columns if c not in {"region", "path", "sha256", "captured_at", "expression"}} == {
        *(read_back(analyzed(without_forehead()))["face"].keys() - {"blendshapes"}),
        *read_back(analyzed(without_forehead()))["regions"]["glabella"],
    }


def test_a_course_has_the_same_columns_however_many_visits() -> None:
    """A program that looks at the verdicts must not fail because there is nothing to compare yet."""
    one = progress(replace(series(), visits=(visit(0, None),), courses={})).to_dataframe()
    assert list(one.columns) == list(progress().to_dataframe().columns)
    assert one.verdict.isna().all()


def test_without_pandas_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        progress().to_dataframe()


def test_a_notebook_shows_names_as_text() -> None:
    """A file's name is whatever somebody called it, and a notebook runs what is in its page."""
    name = "<img src=x onerror=alert(1)>&.frown.jpg"
    pair = compared(without_forehead(), without_forehead(1))
    nasty = replace(pair.before, photo=replace(pair.before.photo, path=Path(name)))
    for result in (nasty, replace(pair, before=nasty), replace(progress(), patient=name)):
        page = result._repr_html_()  # type: ignore[attr-defined]
        assert "<img src=x" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;&amp;.frown.jpg" in page


def test_a_notebook_shows_verdicts_and_pictures() -> None:
    pair = compared(a_third(), without_forehead(1))
    page = pair._repr_html_()
    for region in pair.regions.values():
        assert region.verdict.replace("_", " ") in page
    shown = sum(region.aligned is not None for region in pair.regions.values())
    assert page.count("data:image/jpeg;base64,") == 2 * shown > 0
    assert len(page) < 500_000


def test_a_photo_that_is_measured_twice_is_the_same(tmp_path: Path) -> None:
    photo = ws.read_photo(SAMPLES / "grace_hopper.jpg")
    assert read_back(ws.analyze(photo)) == read_back(ws.analyze(str(SAMPLES / "grace_hopper.jpg")))
