"""What the camera's page asks the server for: which photo is the earlier one, indicators, filing, undo, refusals."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from camera_pictures import EARLIER, a_patient, another_photo, jpeg
from local_pages import Here, a_server, entered
from PIL import Image, ImageFilter
from sample_photos import a_third

from wrinkle_scan.app.camera.live import Live
from wrinkle_scan.app.camera.standard_series import STEPS

BASELINE = {"baseline": f"P1/{EARLIER}_frown.jpg", "date": EARLIER}


class LiveHere:
    """In place of the camera's process."""

    def warm(self) -> None:
        pass

    def ask(self, call: Callable[[], Any]) -> Any:
        return Here().ask(call).result()

    def close(self) -> None:
        pass


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_patient(tmp_path / "patients").parents[1]


@pytest.fixture
def browser(root: Path, tmp_path: Path) -> Iterator[Any]:
    with a_server(tmp_path, root, Here()) as (app, state):
        state.live = cast(Live, LiveHere())
        yield entered(app, state)


@pytest.fixture(scope="module")
def today() -> str:
    return date.today().isoformat()


def photos_in(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*.*") if ".wrinkle-scan" not in path.parts)


def sent(browser: Any, contents: list[bytes], name: str = "photo.jpg", step: str = "frown", **how: str) -> Any:
    files = [(io.BytesIO(content), name) for content in contents]
    query = {"from": "camera", "keep": "sharpest", **how}
    return browser.post(f"/patients/P1/take/{step}/photos", query_string=query, data={"photo": files})


def test_only_this_page_may_use_the_camera(browser: Any) -> None:
    page = browser.get("/patients/P1/take")
    assert page.headers["Permissions-Policy"] == "camera=(self), geolocation=(), microphone=()"
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert all(f'data-step="{step.name}"' in page.text for step in STEPS)
    assert "camera=()" in browser.get("/compare/").headers["Permissions-Policy"]


def test_who_is_not_in_the_folder_is_not_photographed(browser: Any) -> None:
    for path in ("/patients/P3/take", "/patients/P1/take/scowl/baseline", "/patients/../take"):
        assert browser.get(path).status_code == 404, path


def test_without_a_folder_there_is_no_such_page(tmp_path: Path) -> None:
    with a_server(tmp_path, None, Here()) as (app, state):
        assert entered(app, state).get("/patients/P1/take").status_code == 404


@pytest.mark.slow
def test_the_earlier_photo_is_the_one_of_this_expression_and_view(browser: Any, root: Path, today: str) -> None:
    (root / "P1" / f"{today}_frown.jpg").write_bytes(jpeg(another_photo()))
    found = browser.get("/patients/P1/take/frown/baseline").json["baseline"]
    assert (found["path"], found["date"]) == (BASELINE["baseline"], "2026-01-05"), "and not today's own"
    assert 0.2 < found["eyes"][0][0] < 0.5 < found["eyes"][1][0] < 0.8, "the right eye is on the picture's left"
    assert browser.get("/patients/P1/take/smile/baseline").json == {"baseline": None}
    ghost = browser.get("/patients/P1/take/ghost", query_string=BASELINE)
    assert ghost.mimetype == "image/jpeg" and Image.open(io.BytesIO(ghost.data)).width == found["width"]


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ({"baseline": "../secret.jpg", "date": EARLIER}, {"width": "640"}),
        ({"baseline": "/etc/passwd", "date": EARLIER}, {"width": "640"}),
        ({"baseline": "P1/../../secret.jpg", "date": EARLIER}, {"width": "640"}),
        ({"baseline": BASELINE["baseline"], "date": "yesterday"}, {"width": "640"}),
        ({"baseline": BASELINE["baseline"]}, {"width": "640"}),
        ({}, {"width": "-1"}),
        ({}, {"width": "9" * 30}),
    ],
)
def test_what_the_script_would_not_send_is_refused(
    browser: Any, root: Path, query: dict[str, str], form: dict[str, str]
) -> None:
    (root.parent / "secret.jpg").write_bytes(a_third().read_bytes())
    data = {**form, "frame": (io.BytesIO(jpeg(Image.new("RGB", (640, 480)))), "frame.jpg")}
    response = browser.post("/patients/P1/take/frown/frame", query_string=query, data=data)
    assert response.status_code == 400 and str(root.parent) not in response.text
    assert browser.post("/patients/P1/take/frown/frame").status_code == 400, "no frame at all"


@pytest.mark.slow
def test_of_a_burst_the_sharpest_is_filed_as_it_came_and_undone(browser: Any, root: Path, today: str) -> None:
    sharp = another_photo()
    burst = [jpeg(sharp.filter(ImageFilter.GaussianBlur(sigma)), 85) for sigma in (3.0, 0.0, 1.5)]
    answer = sent(browser, burst, **BASELINE)
    assert answer.status_code == 201, answer.text
    filed = root / "P1" / f"{today}_frown.jpg"
    assert filed.read_bytes() == burst[1], "byte by byte"
    (photo,) = answer.json["photos"]
    assert photo["date"] == today and photo["thumbnail"].startswith("data:image/jpeg;base64,")
    assert photo["indicators"]["sharp"]["state"] == "good"
    again = sent(browser, [jpeg(sharp, 84)])
    assert again.status_code == 201 and f"P1/{today}_frown_2.jpg" in photos_in(root)
    assert browser.post(f"/patients/P1/take/undo/{answer.json['change']}").status_code == 200
    assert photos_in(root) == [f"P1/{EARLIER}_frown.jpg", f"P1/{today}_frown_2.jpg"]
    assert browser.post(f"/patients/P1/take/undo/{answer.json['change']}").status_code == 400


@pytest.mark.slow
def test_all_three_are_filed_as_captures(browser: Any, root: Path, today: str) -> None:
    sharp = another_photo()
    burst = [jpeg(sharp, quality) for quality in (85, 84, 83)]
    assert sent(browser, burst, keep="all", step="rest").status_code == 201
    names = [f"P1/{today}_rest{number}.jpg" for number in ("", "_2", "_3")]
    assert [(root / name).read_bytes() for name in names] == burst


@pytest.mark.slow
def test_a_file_is_dated_by_its_camera_or_its_name(browser: Any, root: Path, today: str) -> None:
    content = jpeg(another_photo(), 85)
    how = {"from": "files", "keep": "all"}
    answer = sent(browser, [content], "2026-02-03 frown.jpg", **how)
    assert answer.json["photos"][0]["date"] == "2026-02-03"
    assert (root / "P1" / "2026-02-03_frown.jpg").read_bytes() == content
    again = sent(browser, [content], "copy.jpg", **how)
    assert (again.status_code, "in the folder already" in again.json["error"]) == (400, True)
    exif = Image.Exif()
    exif[0x9003] = "2026:03:04 10:00:00"
    dated = io.BytesIO()
    another_photo().save(dated, "JPEG", exif=exif.tobytes())
    assert sent(browser, [dated.getvalue()], "IMG_1.jpg", **how).json["photos"][0]["date"] == "2026-03-04"
    undated = sent(browser, [jpeg(another_photo(), 91)], "IMG_2.jpg", **how)
    assert undated.json["photos"][0]["date"] == today


@pytest.mark.parametrize("content", [b"", b"no photo", jpeg(Image.new("RGB", (640, 480), (90, 120, 150)))])
def test_what_shows_no_face_is_not_filed(browser: Any, root: Path, content: bytes) -> None:
    before = photos_in(root)
    answer = sent(browser, [content])
    assert answer.status_code == 400 and answer.json["error"].startswith("The photo: ")
    assert photos_in(root) == before
