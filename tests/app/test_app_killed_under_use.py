"""The page's server, killed at any moment while somebody uses it: the folder opens again, and nothing is half."""

from __future__ import annotations

import http.client
import os
import random
import re
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import killed_page
import pytest
from far_browsers import FarBrowser, Said
from local_pages import a_served_page, served
from patients_folders import in_sight, jpeg, made_patients

from wrinkle_scan.system.staging import PREFIX

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")]
SEED, MOMENTS = 20260105, 2
PAGES = ("/patients", "/patients/-/bin", "/patients/P1", "/patients/P1/treatments", "/patients/P1/consent", "/folder")
PHOTO = "P1/2026-01-05_frown.jpg"
POINTS = [{"muscle": "procerus", "units": "4"}, {"place_mm": [20.5, 31.0], "units": "2,5"}]
TREATMENT = {"date": "2026-02-01", "regions": ["glabella"], "points": POINTS, "units": "6.5", "line": None}


class User:
    """Somebody at the page, to whom everything is granted."""

    def __init__(self, address: str) -> None:
        self._browser = FarBrowser(address)

    def ask(self, how: str, path: str, *sent: object) -> Said:
        answer: Said = getattr(self._browser, how)(path, *sent)
        assert answer.code in (200, 201, 303), (path, answer)
        return answer


def drop_and_file(user: User) -> None:
    tray = user.ask("send", "/patients/P1/trays").json["address"]
    ids = [user.ask("send", f"{tray}/photos?name={n}.jpg", jpeg(str(n)) * 9999).json["id"] for n in range(3)]
    user.ask("post", f"{tray}/file", {"photos": [{"id": i, "date": "2026-03-02", "expression": "frown"} for i in ids]})


def consent(user: User) -> None:
    revision = hidden(user.ask("get", "/patients/P1/consent"), "revision")
    form = {"revision": revision, "day": "2026-03-01", "use": [f"record {PHOTO}", f"teaching {PHOTO}"]}
    user.ask("submit", "/patients/P1/consent", form)


def bring_back(user: User) -> None:
    user.ask(
        "submit", "/patients/-/undo", {"number": hidden(user.ask("get", "/patients/-/bin"), "number"), "code": "-"}
    )


USE: tuple[Callable[[User], object], ...] = (
    drop_and_file,
    lambda user: user.ask("post", "/patients/P1/treatments/save", TREATMENT),
    consent,
    lambda user: user.ask("submit", f"/patients/P1/photo/delete?path={PHOTO}", {}),
    bring_back,
    lambda user: user.ask("submit", "/patients/Zoë Ä/rename", {"name": "Anna"}),
    lambda user: user.ask("submit", "/patients/Anna/delete", {}),
    bring_back,
)


def hidden(page: Said, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, page
    return found[1]


def used(folder: Path, at: int = 0) -> tuple[list[dict[str, bytes]], int]:
    """Uses the page until its server is killed, at a step of its writing; 0: it is not.

    Returns:
        What was in the folder at first and after each change that was answered, and the number of steps.
    """
    count = folder.with_name(f"{folder.name}.txt")
    program = [sys.executable, str(Path(killed_page.__file__)), str(at), str(count)]
    states = [in_sight(folder)]
    with served(folder, program=program) as (server, address):
        try:
            user = User(address)
            for change in USE:
                change(user)
                states.append(in_sight(folder))
            user.ask("submit", "/quit", {})
        except (OSError, http.client.HTTPException):
            pass
        server.wait()
    return states, int(count.read_text()) if count.exists() else at


def test_killed_at_a_random_moment_of_its_use_the_folder_opens_again(tmp_path: Path) -> None:
    """Fails where a change is half or lost that was answered, or where a killed one keeps the next from being made."""
    states, steps = used(made_patients(tmp_path / "undisturbed"))
    assert len(states) == len(USE) + 1 and all(before != after for before, after in pairwise(states))
    for at in random.Random(SEED).sample(range(1, steps + 1), MOMENTS):
        folder = made_patients(tmp_path / str(at))
        answered, _ = used(folder, at)
        assert answered == states[: len(answered)]
        with a_served_page(folder) as address:
            left = in_sight(folder)
            assert left in states[len(answered) - 1 : len(answered) + 1], at
            assert [path for path in folder.rglob(f"{PREFIX}*")] == [], at
            user = User(address)
            for page in PAGES:
                user.ask("get", page)
            done = len(answered) - 1 + (left != answered[-1])
            for change in USE[done:]:
                change(user)
        assert in_sight(folder) == states[-1], at
