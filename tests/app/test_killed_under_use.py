"""The page's server, killed at any moment while somebody uses it: the folder opens again, and nothing is half."""

from __future__ import annotations

import http.client
import os
import random
import re
import threading
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest
from far_browsers import FarBrowser, Said
from local_pages import a_served_page, served
from patients_folders import in_sight, jpeg, made_patients

from wrinkle_scan.system.staging import PREFIX

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")]
SEED, MOMENTS = 20260105, 3
LONGEST_WAIT_SECONDS = 0.02
"""Between a request and the kill: about as long as the slowest answer takes. Whatever moment it is, all must hold."""
PAGES = ("/patients", "/patients/-/bin", "/patients/P1", "/patients/P1/treatments", "/patients/P1/consent", "/folder")
PHOTO = "P1/2026-01-05_frown.jpg"
POINTS = [{"muscle": "procerus", "units": "4"}, {"place_mm": [20.5, 31.0], "units": "2,5"}]
TREATMENT = {"date": "2026-02-01", "regions": ["glabella"], "points": POINTS, "units": "6.5", "line": None}


class User:
    """Somebody at the page; what is asked and answered is counted.

    Attributes:
        sent: number of requests that were sent.
    """

    def __init__(self, address: str, sending: Callable[[int], None] = lambda number: None) -> None:
        """Comes in. `sending` is given the number of each request as it is sent."""
        self._browser, self._sending, self.sent = FarBrowser(address), sending, 0

    def ask(self, how: str, path: str, *sent: object) -> Said:
        self.sent += 1
        self._sending(self.sent)
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


def undisturbed(folder: Path) -> tuple[list[dict[str, bytes]], list[int]]:
    """What is in the folder at first and after each change, and the numbers of requests that the changes take."""
    states, requests = [in_sight(folder)], []
    with a_served_page(folder) as address:
        user = User(address)
        for change in USE:
            before = user.sent
            change(user)
            states.append(in_sight(folder))
            requests.append(user.sent - before)
    return states, requests


def used_until_killed(folder: Path, at: int, seconds: float) -> None:
    """Kills the server so long after the request of that number was sent."""
    with served(folder) as (server, address):
        killer = threading.Timer(seconds, server.kill)
        user = User(address, lambda number: killer.start() if number == at else None)
        try:
            for change in USE:
                change(user)
        except (OSError, http.client.HTTPException):
            pass
        killer.join()
        server.wait()


def test_killed_at_a_random_moment_of_its_use_the_folder_opens_again(tmp_path: Path) -> None:
    """Fails where a change is half or lost that was answered, or where a killed one keeps the next from being made."""
    states, requests = undisturbed(made_patients(tmp_path / "undisturbed"))
    assert all(before != after for before, after in zip(states, states[1:], strict=False))
    last_of_each, chance = list(accumulate(requests)), random.Random(SEED)
    for moment in range(MOMENTS):
        folder = made_patients(tmp_path / str(moment))
        at, seconds = chance.randint(1, last_of_each[-1]), chance.uniform(0, LONGEST_WAIT_SECONDS)
        used_until_killed(folder, at, seconds)
        answered = sum(last < at for last in last_of_each)  # whatever came before the request at which it is killed
        with a_served_page(folder) as address:
            left = in_sight(folder)
            assert left in states[answered:], (at, seconds)
            assert [path for path in folder.rglob(f"{PREFIX}*")] == []
            user = User(address)
            for page in PAGES:
                user.ask("get", page)
            for change in USE[len(states) - 1 - states[::-1].index(left) :]:
                change(user)
        assert in_sight(folder) == states[-1], (at, seconds)
