"""A page of one sentence needs nothing else from the server, and its policy allows nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from local_pages import a_server

from wrinkle_scan.app.server.alone import standing_alone


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    with a_server(tmp_path) as (app, _):
        yield app


def test_its_own_style_is_the_only_thing_that_is_allowed(app: Flask) -> None:
    with app.test_request_context():
        response = standing_alone("It has ended.", 403)
    page, policy = response.get_data(as_text=True), response.headers["Content-Security-Policy"]
    style = page.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert response.status_code == 403 and f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "'self'" not in policy
    assert not any(word in page for word in ("<script", "<link", "src=", "href="))


def test_its_sentence_is_text(app: Flask) -> None:
    with app.test_request_context():
        page = standing_alone("<b>It</b> has ended.").get_data(as_text=True)
    assert "&lt;b&gt;It&lt;/b&gt; has ended." in page and "<b>" not in page
