"""A comparison as a notebook shows it: the verdicts, and each region before and after, small."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.photo.color import encode_srgb
from wrinkle_scan.system.showing import html_table, jpeg_uri

HEIGHT_PX = 120
HEADER = ("region", "verdict", "severity before", "after", "change %", "95 % interval", "reason")


def regions_html(caption: str, regions: dict[str, RegionComparison]) -> str:
    """The verdicts as a table, and below it the regions on one grid wherever there are pixels of both photos."""
    table = html_table(caption, HEADER, (_row(name, region) for name, region in regions.items()))
    return f"<div>{table}{''.join(_pictures(name, region) for name, region in regions.items())}</div>"


def _row(name: str, region: RegionComparison) -> tuple[str, ...]:
    low, high = region.ci95_percent or (None, None)
    interval = "" if low is None else f"{low:+.0f} to {high:+.0f}"
    numbers = (_number(region.before, ".1f"), _number(region.after, ".1f"), _number(region.change_percent, "+.0f"))
    return (name, region.verdict.replace("_", " "), *numbers, interval, region.reason or "")


def _number(value: float | None, digits: str) -> str:
    return "" if value is None else f"{value:{digits}}"


def _pictures(name: str, region: RegionComparison) -> str:
    if region.aligned is None:
        return ""
    pair = (("before", region.aligned.before_rgb), ("after", region.aligned.after_rgb))
    pictures = "".join(f'<img alt="{name}, {which}" src="{_data_uri(rgb)}"> ' for which, rgb in pair)
    return f"<div>{name}: before, after<br>{pictures}</div>"


def _data_uri(linear_rgb: NDArray[np.float32]) -> str:
    picture = Image.fromarray(encode_srgb(linear_rgb))
    picture.thumbnail((10 * HEIGHT_PX, HEIGHT_PX))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return jpeg_uri(file.getvalue())
