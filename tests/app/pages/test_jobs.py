"""How far long work is, as the pages' scripts ask for it, and its end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from local_pages import Here, a_server, entered
from processes import PATIENCE_SECONDS

from wrinkle_scan.app.server.background_jobs import Job
from wrinkle_scan.app.state import State
from wrinkle_scan.system.errors import PathError


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[FlaskClient, State]]:
    with a_server(tmp_path, processes=Here()) as (app, state):
        yield entered(app, state), state


def test_a_job_is_asked_for_until_it_is_stopped(server: tuple[FlaskClient, State]) -> None:
    browser, state = server
    given_up = threading.Event()

    def work(job: Job) -> None:
        job.run(lambda: None, "Reading")
        job.at_stop(given_up.set)
        given_up.wait(PATIENCE_SECONDS)
        job.run(lambda: None)

    job = state.jobs.start("Reading letters", work, 2)
    while browser.get(f"/jobs/{job.id}").json["done"] == 0:
        pass
    found = browser.get(f"/jobs/{job.id}").json
    assert (found["state"], found["title"], found["words"], found["done"], found["of"]) == (
        "running",
        "Reading letters",
        "Reading",
        1,
        2,
    )
    assert browser.post(f"/jobs/{job.id}/stop").json["stopping"] is True
    assert job.wait(PATIENCE_SECONDS) and browser.get(f"/jobs/{job.id}").json["state"] == "stopped"


def test_why_it_failed_is_said_without_a_folder_of_this_machine(
    server: tuple[FlaskClient, State], tmp_path: Path
) -> None:
    browser, state = server

    def fail(_: Job) -> None:
        raise PathError(tmp_path / "a.jpg", "it is a test", "Do nothing.")

    job = state.jobs.start("Failing", fail)
    assert job.wait(PATIENCE_SECONDS)
    response = browser.get(f"/jobs/{job.id}")
    assert response.json["error"] == "It is a test. Do nothing." and str(tmp_path) not in response.text


def test_there_are_no_other_jobs(server: tuple[FlaskClient, State]) -> None:
    browser, _ = server
    assert browser.get("/jobs/x").status_code == browser.post("/jobs/x/stop").status_code == 404
