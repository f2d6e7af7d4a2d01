"""Nobody gets in but the browser that the address was given to; no page loads or says what it should not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from local_pages import HOST, ORIGIN, a_server, entered, stranger

from wrinkle_scan.app.server.access import Access, one_use_address
from wrinkle_scan.app.server.server_limits import MOST_UPLOAD_BYTES
from wrinkle_scan.app.state import State


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Flask, State]]:
    with a_server(tmp_path) as made:
        yield made


@pytest.fixture
def browser(server: tuple[Flask, State]) -> FlaskClient:
    return entered(*server)


def entrance(state: State) -> str:
    address = urlsplit(one_use_address(HOST, state.access.secret))
    return f"{address.path}?{address.query}"


def test_without_the_cookie_nothing_is_shown(server: tuple[Flask, State]) -> None:
    app, _ = server
    for path in ("/", "/compare/", "/static/app.css", "/jobs/x", "/nothing"):
        response = stranger(app).get(path, base_url=ORIGIN)
        assert response.status_code == 403, path
        assert "works once" in response.text
    assert stranger(app).post("/quit", base_url=ORIGIN, headers={"Origin": ORIGIN}).status_code == 403


@pytest.mark.parametrize("token", ["", "x", ".", "a.b", "chance." + "0" * 64, "\u00e4.\u00e4"])
def test_a_made_up_token_does_not_open(server: tuple[Flask, State], token: str) -> None:
    response = stranger(server[0]).get("/enter", query_string={"token": token}, base_url=ORIGIN)
    assert (response.status_code, "Set-Cookie" in response.headers) == (403, False)


def test_another_secrets_token_does_not_open(server: tuple[Flask, State]) -> None:
    address = urlsplit(one_use_address(HOST, Access(HOST).secret))
    assert stranger(server[0]).get(f"{address.path}?{address.query}", base_url=ORIGIN).status_code == 403


@pytest.mark.parametrize("host", ["evil.example:8000", "localhost:8000", "127.0.0.1", "127.0.0.1:8001", "[::1]:8000"])
def test_another_host_is_refused_even_with_the_cookie(server: tuple[Flask, State], host: str) -> None:
    app, state = server
    client = stranger(app)
    client.get(entrance(state), base_url=ORIGIN)
    for method in (client.get, client.post):
        response = method("/compare/", base_url=ORIGIN, headers={"Host": host, "Origin": ORIGIN})
        assert response.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "same-site"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_post_from_elsewhere_is_refused(server: tuple[Flask, State], headers: dict[str, str]) -> None:
    app, state = server
    client = stranger(app)
    client.get(entrance(state), base_url=ORIGIN)
    response = client.post("/quit", base_url=ORIGIN, headers=headers)
    assert response.status_code == 403 and not state.quit.is_set()


@pytest.mark.parametrize("headers", [{"Origin": ORIGIN}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}])
def test_the_pages_own_post_is_taken(server: tuple[Flask, State], headers: dict[str, str]) -> None:
    app, state = server
    client = stranger(app)
    client.get(entrance(state), base_url=ORIGIN)
    with client.post("/quit", base_url=ORIGIN, headers=headers) as response:
        assert "has ended" in response.text
    assert state.quit.is_set()


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_port_reads_nothing(server: tuple[Flask, State], site: str) -> None:
    app, state = server
    client = stranger(app)
    client.get(entrance(state), base_url=ORIGIN)
    response = client.get("/compare/", base_url=ORIGIN, headers={"Sec-Fetch-Site": site})
    assert response.status_code == 403


@pytest.mark.parametrize("path", ["/compare/", "/nothing", "/static/app.css"])
def test_every_answer_has_the_headers(browser: FlaskClient, path: str) -> None:
    headers = browser.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/static/../application.py", "/static/%2e%2e/application.py", "/static//etc/passwd", "/%00"],
)
def test_a_path_leads_nowhere_else(browser: FlaskClient, path: str) -> None:
    response = browser.get(path)
    assert response.status_code in (308, 404)
    assert "root:" not in response.text and "create_app" not in response.text


def test_a_huge_upload_is_refused_before_it_is_read(browser: FlaskClient) -> None:
    address = browser.post("/compare/").json["address"]
    size = {"CONTENT_LENGTH": str(MOST_UPLOAD_BYTES + 1)}
    response = browser.post(f"{address}/photos?visit=before&name=a.jpg", environ_overrides=size)
    assert response.status_code == 413
    assert response.json == {"error": "This file is larger than 400 MB. Save it smaller, as JPEG."}
