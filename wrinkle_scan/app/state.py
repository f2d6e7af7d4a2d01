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
from wrinkle_scan.app.server.jobs import Jobs

KEY = "wrinkle_scan"


@dataclass
class State:
    """One server's.

    Attributes:
        access: who may come in.
        jobs: what runs in other processes.
        place: a folder of its own for what is not kept, gone when the server ends.
        folder: the patients' folder; None where nothing is kept.
        comparisons: of this start.
        live: what looks at the camera's frames.
        quit: set when the server is to end.
    """

    access: Access
    jobs: Jobs
    place: Path
    folder: Path | None = None
    comparisons: Comparisons = field(init=False)
    live: Live = field(default_factory=Live)
    quit: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        """An empty list of comparisons, in the place."""
        self.comparisons = Comparisons(self.place, self.jobs)


def set_state(app: Flask, state: State) -> None:
    """Lets the app's pages find its state."""
    app.extensions[KEY] = state


def state() -> State:
    """The state of the server that answers the present request."""
    return cast(State, current_app.extensions[KEY])
