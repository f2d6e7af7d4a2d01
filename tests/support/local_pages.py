"""The local page in tests: a server's state, and a browser that has come in, without a socket."""

from __future__ import annotations

import http.client
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sample_photos import COMMAND

from wrinkle_scan.app.application import create_app
from wrinkle_scan.app.patients import photo_work
from wrinkle_scan.app.patients.photo_work import Numbers
from wrinkle_scan.app.server.access import Access, one_use_address
from wrinkle_scan.app.server.background_jobs import Jobs
from wrinkle_scan.app.server.folder_lock import hold
from wrinkle_scan.app.server.processes import Processes
from wrinkle_scan.app.state import State

HOST = "127.0.0.1:8000"
ORIGIN = f"http://{HOST}"


@contextmanager
def a_server(place: Path, folder: Path | None = None, processes: Any = None) -> Iterator[tuple[Flask, State]]:
    """An application with its state; its processes, or what is given in their place, end with the block."""
    state = State(Access(HOST), Jobs(processes or Processes()), place, folder)
    with hold(folder) if folder else nullcontext():
        try:
            yield create_app(state), state
        finally:
            state.jobs.close()
            state.live.close()


@contextmanager
def a_browser_at(tmp_path: Path, folder: Path) -> Iterator[FlaskClient]:
    """A browser that has come in to the page of a folder; each call is made at once."""
    (tmp_path / "place").mkdir()
    with a_server(tmp_path / "place", folder, Here()) as server:
        yield entered(*server)


def measure_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Photos that are photos by their first bytes only are neither shown nor measured."""
    monkeypatch.setattr(photo_work, "picture", lambda file, width: b"")
    monkeypatch.setattr(photo_work, "known_numbers", lambda root, photos: [None] * len(photos))
    monkeypatch.setattr(photo_work, "measure", lambda *_: Numbers({}))


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


class Here:
    """In place of processes: each call is made at once, in the thread that asks."""

    count = 2

    def ask(self, call: Callable[[], Any]) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(call())
        except Exception as error:
            future.set_exception(error)
        return future

    def stop(self, future: Future[Any]) -> None:
        pass

    def close(self) -> None:
        pass


@contextmanager
def a_served_page(*arguments: str | Path) -> Iterator[str]:
    """The command itself, in a process of its own: the address that opens its page once."""
    with served(*arguments) as (_, address):
        yield address


@contextmanager
def served(*arguments: str | Path, program: Sequence[str] = COMMAND) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """As `a_served_page`, with the process; the command may be run by another program."""
    command = [*program, "app", "--no-browser", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            process.stdout.readline()
            yield process, process.stdout.readline().strip()
        finally:
            process.terminate()


def asked(address: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """The answer to a request over a socket, without its body."""
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.netloc)) as connection:
        connection.request(method, f"{parts.path}?{parts.query}", headers=headers)
        response = connection.getresponse()
        response.read()
    return response


def cookie_of(address: str) -> str:
    """The cookie that an address gives, as a browser sends it."""
    return str(asked(address).getheader("Set-Cookie")).split(";")[0]
