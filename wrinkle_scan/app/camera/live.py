"""The one process that is kept warm for the camera: an answer must not wait behind a photo that is being measured."""

from __future__ import annotations

import threading
from typing import Any

from wrinkle_scan.app.camera.judging import warm_up
from wrinkle_scan.app.server.processes import Call, Processes
from wrinkle_scan.app.server.server_limits import LONGEST_CALL_SECONDS


class Live:
    """Asks it; it starts with the first page that takes photos."""

    def __init__(self) -> None:
        """Starts nothing."""
        self._lock = threading.Lock()
        self._processes: Processes | None = None

    def warm(self) -> None:
        """Has the process started and its models loaded, and does not wait for it."""
        self._started().ask(warm_up)

    def ask(self, call: Call) -> Any:
        """What a call returns.

        Raises:
            WrinkleScanError: as the call, or its process crashed.
        """
        return self._started().ask(call).result(LONGEST_CALL_SECONDS)

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            if self._processes is not None:
                self._processes.close()
                self._processes = None

    def _started(self) -> Processes:
        with self._lock:
            if self._processes is None:
                self._processes = Processes(1)
            return self._processes
