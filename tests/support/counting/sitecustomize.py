"""Loaded by every process that is started with this folder first in PYTHONPATH: notes each photo that is measured."""

from __future__ import annotations

import os
from typing import Any

from wrinkle_scan.analysis import analyzing

_measure = analyzing.analyze_photo


def _noted(photo: Any, *more: Any) -> Any:
    with open(os.environ["MEASURED_PHOTOS"], "a", encoding="utf-8") as file:
        file.write(f"{photo.path.name}\n")
    return _measure(photo, *more)


analyzing.analyze_photo = _noted
