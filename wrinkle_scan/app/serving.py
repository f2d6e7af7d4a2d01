"""The server: on this machine alone, from the first request to Quit or Ctrl-C."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from wrinkle_scan.app.folder.changes import finish_changes
from wrinkle_scan.app.reports.renamed_numbers import follow
from wrinkle_scan.app.server.access import Access, one_use_address
from wrinkle_scan.app.server.folder_lock import hold
from wrinkle_scan.app.server.server_limits import MOST_UPLOAD_BYTES
from wrinkle_scan.app.server.temporary import temporary_place
from wrinkle_scan.system.errors import WrinkleScanError

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer

    from wrinkle_scan.app.state import State

LOCALHOST = "127.0.0.1"
THREADS = 8
WAKING_SECONDS = 0.5
"""How often the main thread looks up: on Windows, Ctrl-C does not wake one that waits."""
FAREWELL_SECONDS = 2.0
"""How long the last answer may take to leave."""


def serve(
    folder: Path | None,
    port: int,
    opened: Callable[[str, bool], None],
    note: Callable[[str], None],
    pair: tuple[Path, Path] | None = None,
) -> None:
    """Serves the page until *Quit* or Ctrl-C.

    Args:
        folder: the patients' folder; None where nothing is kept.
        port: where; 0 for any that is free.
        note: is given a sentence about each change that an earlier start was killed in, and what became of it.
        opened: is given the address as soon as it can be opened, and whether it is an earlier start's, which serves
            this folder already; then nothing more is done.
        pair: photos of before and after on whose answer the page opens; None: it opens on its first page.

    Raises:
        WrinkleScanError: the port is taken, or the folder cannot be used.
    """
    with ExitStack() as stack:
        held = stack.enter_context(hold(folder)) if folder else None
        if held and held.others:
            opened(held.others, True)
            return
        for change in finish_changes(folder) if folder else ():
            assert folder
            ended = "It is done now" if change.state == "done" else "It was taken back"
            note(f"The page was ended in the middle of a change. {ended}: {change.words}.")
            with suppress(WrinkleScanError):  # numbers that cannot follow are measured again
                follow(folder, change)
        bound = stack.enter_context(_bound(port))
        access = Access(f"{LOCALHOST}:{bound.getsockname()[1]}")
        if held:
            held.say_where(access)
        place = stack.enter_context(temporary_place())
        _serve(bound, access, place, folder, opened, pair)


def _serve(
    bound: socket.socket,
    access: Access,
    place: Path,
    folder: Path | None,
    opened: Callable[[str, bool], None],
    pair: tuple[Path, Path] | None,
) -> None:
    from waitress.server import create_server

    from wrinkle_scan.app.application import create_app
    from wrinkle_scan.app.server.background_jobs import Jobs
    from wrinkle_scan.app.server.early_refusal import channel_for
    from wrinkle_scan.app.server.processes import Processes
    from wrinkle_scan.app.state import State

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait for their turn is no news
    state = State(access, Jobs(Processes()), place, folder and folder.absolute())
    try:
        server = create_server(
            create_app(state),
            sockets=[bound],
            threads=THREADS,
            max_request_body_size=MOST_UPLOAD_BYTES + 1,
            ident=None,
            clear_untrusted_proxy_headers=True,
        )
        server.channel_class = channel_for(access)
        threading.Thread(target=server.run, daemon=True).start()
        threading.Thread(target=_warm_up_behind_the_first_page, args=(state,), daemon=True).start()
        if pair:
            state.open_on(*pair)
        opened(one_use_address(access.host, access.secret), False)
        while not state.quit.wait(WAKING_SECONDS):
            pass
        _let_the_last_answer_leave(server)
    finally:
        state.jobs.close()
        state.live.close()


def _warm_up_behind_the_first_page(state: State) -> None:
    """Has each process load what measures; sooner, they would take the cores from the server and the browser."""
    from wrinkle_scan.app.comparing.comparison_work import warm_up

    state.shown.wait()
    for _ in range(state.jobs.processes.count):
        state.jobs.processes.ask(warm_up)


def _let_the_last_answer_leave(server: BaseWSGIServer) -> None:
    until = time.monotonic() + FAREWELL_SECONDS
    while time.monotonic() < until and any(
        channel.total_outbufs_len or channel.requests for channel in list(server.active_channels.values())
    ):
        time.sleep(0.02)


def _bound(port: int) -> socket.socket:
    """A socket at the port, not yet listening; waitress has it listen."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.bind((LOCALHOST, port))
    except OSError as error:
        bound.close()
        remedy = "Choose another number, or leave --port out."
        raise WrinkleScanError(f"port {port}", f"it cannot be used ({error.strerror or error})", remedy) from error
    return bound
