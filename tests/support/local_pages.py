"""The local page in tests: a server's state, and a browser that has come in, without a socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient

from wrinkle_scan.app.access import Access, one_use_address
from wrinkle_scan.app.application import create_app
from wrinkle_scan.app.jobs import Jobs
from wrinkle_scan.app.processes import Processes
from wrinkle_scan.app.state import State

HOST = "127.0.0.1:8000"
ORIGIN = f"http://{HOST}"


@contextmanager
def a_server(place: Path, folder: Path | None = None) -> Iterator[tuple[Flask, State]]:
    """An application with its state; its processes end with the block."""
    state = State(Access(HOST), Jobs(Processes()), place, folder)
    try:
        yield create_app(state), state
    finally:
        state.jobs.close()
        state.live.close()


def stranger(app: Flask) -> FlaskClient:
    """A browser that has not come in, but knows where the server is."""
    client = app.test_client()
    client.environ_base["HTTP_HOST"] = HOST
    return client


def entered(app: Flask, state: State) -> FlaskClient:
    """A browser that came in by an address."""
    client = stranger(app)
    address = urlsplit(one_use_address(HOST, state.access.secret))
    response = client.get(f"{address.path}?{address.query}", base_url=ORIGIN)
    assert response.status_code == 303
    return _Own(client)  # type: ignore[return-value]


class _Own:
    """A client whose every request is as the page's own script makes it."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def get(self, path: str, **options: Any) -> Any:
        return self._client.get(path, base_url=ORIGIN, buffered=True, **options)

    def post(self, path: str, **options: Any) -> Any:
        headers = {"Origin": ORIGIN, "Accept": "application/json", **options.pop("headers", {})}
        return self._client.post(path, base_url=ORIGIN, headers=headers, **options)
