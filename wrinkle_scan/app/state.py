"""What the server knows while it runs, and how a page comes by it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from wrinkle_scan.app.camera.live import Live
from wrinkle_scan.app.comparing.comparisons import Comparisons
from wrinkle_scan.app.server.access import Access
from wrinkle_scan.app.server.background_jobs import Jobs
from wrinkle_scan.comparison.check import BEFORE_AND_AFTER
from wrinkle_scan.face.expression import expression_from_name
from wrinkle_scan.system.languages import ENGLISH

KEY = "wrinkle_scan"


@dataclass
class State:
    """One server's.

    Attributes:
        access: who may come in.
        jobs: what runs in other processes.
        place: a folder of its own for what is not kept, gone when the server ends.
        folder: the patients', as an absolute path: Flask takes others for files of its own; None where nothing is kept.
        comparisons: of this start.
        opening: the answer that the page opens on, a comparison's id and a question's; None: the first page.
        live: what looks at the camera's frames.
        shown: set once the first page and its script were asked for.
        quit: set when the server is to end.
    """

    access: Access
    jobs: Jobs
    place: Path
    folder: Path | None = None
    comparisons: Comparisons = field(init=False)
    opening: tuple[str, str] | None = None
    live: Live = field(default_factory=Live)
    shown: threading.Event = field(default_factory=threading.Event)
    quit: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        """An empty list of comparisons, in the place."""
        self.comparisons = Comparisons(self.place, self.jobs)

    def open_on(self, before: Path, after: Path) -> None:
        """Begins to compare two photos; the page opens on their answer.

        Raises:
            OSError: a photo cannot be read.
        """
        comparison = self.comparisons.new()
        for visit, photo in zip(BEFORE_AND_AFTER, (before, after), strict=True):
            with photo.open("rb") as content:
                comparison.add(visit, photo.name, content)
        asked = comparison.ask(expression_from_name(before), ENGLISH)
        self.opening = comparison.id, asked.id


def set_state(app: Flask, state: State) -> None:
    """Lets the app's pages find its state."""
    app.extensions[KEY] = state


def state() -> State:
    """The state of the server that answers the present request."""
    return cast(State, current_app.extensions[KEY])
