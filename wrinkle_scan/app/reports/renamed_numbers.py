"""What is kept of numbers, after a patient was renamed: it names the patient as the folder does now.

Numbers can be measured again at any time, so they are no part of the change itself: they are given the new name after
it, and after it was undone.
"""

from __future__ import annotations

from pathlib import Path

from wrinkle_scan.app.folder.change_records import FolderChange
from wrinkle_scan.app.folder.measured import MeasuredNumbers
from wrinkle_scan.app.folder.renaming import names_of
from wrinkle_scan.app.folder.traces import names_in, renamed_path
from wrinkle_scan.app.reports.folder_table import follow_renaming


def follow(root: Path, change: FolderChange) -> None:
    """Follows a change, or its undoing, by its state; does nothing where it renamed nobody.

    Raises:
        PathError: numbers cannot be read or written.
    """
    if (names := names_of(change)) is None:
        return
    old, new = names if change.state == "done" else names[::-1]
    layout = names_in(root).layout

    def renamed(path: str) -> str:
        return renamed_path(layout, path, old, new)

    MeasuredNumbers(root).follow(renamed)
    follow_renaming(root, old, new, renamed)
