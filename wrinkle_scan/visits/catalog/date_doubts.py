"""Warnings about doubtful photo dates, reported with the photo's name; nothing here changes a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from wrinkle_scan.system.messages import joined, message
from wrinkle_scan.visits.catalog.dates import swapped_date
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.name_dates import distance_days, years_before
from wrinkle_scan.visits.catalog.settings import DATES

SOURCES = {
    "manifest": message("the manifest's"),
    "name": message("its name's"),
    "exif": message("the camera's"),
}
ONE_DATE = message("Leave one date in the name, as 2026-01-31")


def date_doubts(entry: PhotoEntry, captured_at: str | None, last_change: bool = False) -> list[str]:
    """Warnings about the date of one photo, each a sentence without its full stop.

    Args:
        entry: the photo, with what its name or a manifest states.
        captured_at: the camera's capture time, ISO 8601.
        last_change: whether that is only the time of the file's last change.
    """
    doubts: list[str] = list(entry.doubts)
    dated, camera = entry.dated_by(captured_at), captured_at and captured_at[:10]
    if len(entry.possible_dates) > 1:
        found = (
            message("the camera's date decides, {visit_date}", visit_date=dated.visit_date)
            if dated.visit_date
            else message("none is used")
        )
        dates = " or ".join(entry.possible_dates)
        open_ones = message("its name has several possible visit dates, {dates}: {found}.", dates=dates, found=found)
        doubts.append(joined([open_ones, ONE_DATE]))
    day, origin = dated.visit_date, dated.origin_of("visit_date")
    if day is None or origin is None:
        return doubts
    if last_change and origin == "exif":
        doubts.append(
            message(
                "the date used, {day}, is that of the file's last change, because no other is recorded. If it was "
                "edited on another day than it was taken, begin its name or its folder's with the day of the visit",
                day=day,
            )
        )
    if camera and origin != "exif" and not last_change and distance_days(day, camera) > DATES.same_visit_days:
        doubt = message(
            "{sources} date, {day}, is used, although the camera says {camera}",
            sources=SOURCES[origin],
            day=day,
            camera=camera,
        )
        swapped = swapped_date(day)
        if swapped and distance_days(swapped.day() or day, camera) <= DATES.same_visit_days:
            doubt = message("{doubt}: day and month seem to be swapped", doubt=doubt)
        doubts.append(doubt)
    elif camera and origin == "exif" and len(entry.possible_dates) == 1 and entry.short_years:
        doubts.append(
            message(
                "the camera's date, {day}, is used, not {other} in its name, whose year has two digits",
                day=day,
                other=entry.possible_dates[0],
            )
        )
    elif camera and origin == "exif" and len(entry.possible_dates) == 1 and not entry.in_utc:
        doubts.append(
            message(
                "the camera's date, {day}, is used, not {other} in its name, which is many years earlier",
                day=day,
                other=entry.possible_dates[0],
            )
        )
    if day > (date.today() + timedelta(days=1)).isoformat():
        doubts.append(message("{sources} date, {day}, lies in the future", sources=SOURCES[origin], day=day))
    if day < str(DATES.first_camera_year):
        doubts.append(
            message("{sources} date, {day}, lies before the first digital cameras", sources=SOURCES[origin], day=day)
        )
    elif origin == "exif" and day.endswith("-01-01"):
        doubts.append(
            message("the camera's date, {day}, is one on which a clock begins anew when its battery was empty", day=day)
        )
    return doubts


def order_doubts(photos: Iterable[tuple[str, str, str | None]]) -> list[str]:
    """Warnings about the order of a patient's photos, each a sentence without its full stop.

    Args:
        photos: name, visit day and camera's capture time of each photo, ISO 8601, in the order of the visits.
    """
    doubts: list[str] = []
    before: tuple[str, str] | None = None
    latest: tuple[str, str, str] | None = None
    for name, day, captured_at in photos:
        if before and years_before(before[1], day):
            doubt = message(
                "{other} ({other_day}) and {name} ({day}) have dates that differ by so much that one may be wrong",
                other=before[0],
                other_day=before[1],
                name=name,
                day=day,
            )
            doubts.append(doubt)
        before = name, day
        camera = captured_at and captured_at[:10]
        if camera and latest and latest[1] < day and latest[2] > camera:
            doubts.append(
                message(
                    "{other} counts as the earlier ({other_day}) and {name} as the later ({day}), but the camera says "
                    "{other_camera} and {camera}: improved and worsened may be reversed",
                    other=latest[0],
                    other_day=latest[1],
                    name=name,
                    day=day,
                    other_camera=latest[2],
                    camera=camera,
                )
            )
        if camera and (latest is None or camera > latest[2]):
            latest = name, day, camera
    return doubts
