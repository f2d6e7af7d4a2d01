"""A frame is judged by the code that will judge the photo."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from camera_pictures import EARLIER, a_patient, frame_of, opened
from local_pages import Here, a_server, entered
from sample_photos import a_third

from wrinkle_scan.app.camera.live import Live

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


@pytest.mark.slow
def test_a_frame_is_judged(browser: Any) -> None:
    frame = frame_of(opened(a_third()))
    form = {"frame": (io.BytesIO(frame.content), "frame.jpg"), "width": str(frame.width), "light": "0"}
    answer = browser.post("/patients/P1/take/frown/frame", query_string=BASELINE, data=form).json
    assert {indicator["state"] for indicator in answer["indicators"].values()} == {"good"}
    assert "light" not in answer["indicators"], "it was not asked for"
    left, top, width, height = answer["cutout"]
    assert 0 < left < left + width < frame.width and 0 < top < top + height
