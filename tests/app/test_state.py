"""What the server knows while it runs, and the answer that its page opens on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from local_pages import HOST, ORIGIN, entered, stranger
from page_comparisons import a_comparing_server

from wrinkle_scan.app.server.access import one_use_address
from wrinkle_scan.app.server.server_limits import MOST_COMPARISONS
from wrinkle_scan.app.state import State, state


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Flask, State]]:
    with a_comparing_server(tmp_path, monkeypatch) as made:
        yield made


def test_a_page_finds_the_state_of_its_own_server(server: tuple[Flask, State]) -> None:
    app, own = server
    with app.app_context():
        assert state() is own


def test_it_opens_on_the_answer_to_the_photos_that_it_was_started_with(
    server: tuple[Flask, State], tmp_path_factory: pytest.TempPathFactory
) -> None:
    app, state = server
    before, after = (tmp_path_factory.mktemp("samples") / f"{visit}.frown.jpg" for visit in ("before", "after"))
    for photo in (before, after):
        photo.write_bytes(b"face")
    state.open_on(before, after)
    client = stranger(app)
    led = client.get(one_use_address(HOST, state.access.secret).removeprefix(ORIGIN), base_url=ORIGIN)
    answer = client.get(f"{led.headers['Location']}/comparison.json", base_url=ORIGIN, buffered=True)
    assert (led.status_code, answer.text) == (303, "1 1 frown")
    for _ in range(MOST_COMPARISONS):
        state.comparisons.new()
    assert entered(app, state).get("/").headers["Location"] == "/compare/", "what was forgotten is led to no more"


def test_a_photo_that_cannot_be_read_opens_no_answer(server: tuple[Flask, State], tmp_path: Path) -> None:
    _, own = server
    with pytest.raises(FileNotFoundError):
        own.open_on(tmp_path / "gone.jpg", tmp_path / "gone.jpg")
    assert own.opening is None
