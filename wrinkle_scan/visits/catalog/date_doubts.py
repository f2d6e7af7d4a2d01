"""Warnings about doubtful photo dates, reported with the photo's name; nothing here changes a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from wrinkle_scan.visits.catalog.dates import swapped_date
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.name_dates import days_between, years_before
from wrinkle_scan.visits.catalog.settings import DATES

SOURCES = {"manifest": "the manifest's", "name": "its name's", "exif": "the camera's"}
ONE_DATE = "Leave one date in the name, as 2026-01-31"
ORDER_MATTERS = "improved and worsened may be the wrong way round"


def date_doubts(entry: PhotoEntry, captured_at: str | None) -> list[str]:
    """Warnings about the date of one photo, each a sentence without its full stop.

    Args:
        entry: the photo, with what its name or a manifest states.
        captured_at: the camera's capture time, ISO 8601.
    """
    doubts = list(entry.doubts)
    dated, camera = entry.dated_by(captured_at), captured_at and captured_at[:10]
    if len(entry.possible_dates) > 1:
        found = f"the camera settles it, {dated.visit_date}" if dated.visit_date else "none is taken"
        dates = " or ".join(entry.possible_dates)
        doubts.append(f"its name leaves open which date is the visit's, {dates}: {found}. {ONE_DATE}")
    day, origin = dated.visit_date, dated.origin_of("visit_date")
    if day is None or origin is None:
        return doubts
    if camera and origin != "exif" and days_between(day, camera) > DATES.same_visit_days:
        doubt = f"{SOURCES[origin]} date, {day}, is taken, though the camera says {camera}"
        swapped = swapped_date(day)
        if swapped and swapped.day_first and days_between(swapped.day_first, camera) <= DATES.same_visit_days:
            doubt += ": day and month seem to be swapped"
        doubts.append(doubt)
    elif camera and origin == "exif" and len(entry.possible_dates) == 1:
        doubts.append(
            f"the camera's date, {day}, is taken, and not {entry.possible_dates[0]}, its name's, so long before"
        )
    if day > (date.today() + timedelta(days=1)).isoformat():
        doubts.append(f"{SOURCES[origin]} date, {day}, lies in the future")
    if day < str(DATES.first_camera_year):
        doubts.append(f"{SOURCES[origin]} date, {day}, lies before the first digital cameras")
    return doubts


def order_doubts(photos: Iterable[tuple[str, str, str | None]]) -> list[str]:
    """Warnings about the order of a patient's photos, each a sentence without its full stop.

    Args:
        photos: name, visit day and camera's capture time of each photo, ISO 8601, in the order of the visits.
    """
    doubts = []
    before: tuple[str, str] | None = None
    latest: tuple[str, str, str] | None = None
    for name, day, captured_at in photos:
        if before and years_before(before[1], day):
            doubt = (
                f"{before[0]} ({before[1]}) and {name} ({day}) have dates that differ by so much that one may be wrong"
            )
            doubts.append(doubt)
        before = name, day
        camera = captured_at and captured_at[:10]
        if camera and latest and latest[1] < day and latest[2] > camera:
            doubts.append(
                f"{latest[0]} counts as the earlier ({latest[1]}) and {name} as the later ({day}), but the camera says "
                f"{latest[2]} and {camera}: {ORDER_MATTERS}"
            )
        if camera and (latest is None or camera > latest[2]):
            latest = name, day, camera
    return doubts
