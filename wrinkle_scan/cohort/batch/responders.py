"""Responder rates as trials report them: the share of patients improved about a month after treatment.

A responder is a patient whose lines in a treated region have the verdict improved relative to the visit before the
first treatment, at the visit nearest to day 30 (the trials' usual time of the full effect). Patients with the verdict
*cannot tell* are counted separately and are not part of the rate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import product

from wrinkle_scan.cohort.batch.columns import RESPONDERS, Row, full_row
from wrinkle_scan.comparison.statistics import wilson_interval
from wrinkle_scan.face.expression import SERIES_ORDER, SeriesKey
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.visits.course.phases import days_between
from wrinkle_scan.visits.course.treatments import Treatment

DAY, WITHIN_DAYS = 30, 7


def responder_rows(pairs: Iterable[Row], treatments: Iterable[Treatment]) -> list[Row]:
    """The rates, a row for each series (expression and view) and treated region.

    Args:
        pairs: rows of the table of pairs.
        treatments: treatments of any patients; those that name no patient are ignored.
    """
    first: dict[tuple[str, str], str] = {}
    for treatment in treatments:  # in the order of their dates
        for region in treatment.regions:
            first.setdefault((treatment.patient or "", region), treatment.date)
    nearest: dict[tuple[SeriesKey, str], dict[str, tuple[int, str]]] = defaultdict(dict)
    for row in pairs:
        treated = first.get((row["patient"], row["region"]))
        if row["status"] != "compared" or treated is None or row["before_date"] > treated:
            continue
        off = abs(days_between(treated, row["after_date"]) - DAY)
        seen = nearest[SeriesKey(row["expression"], row["view"] or "front"), row["region"]]
        if off <= WITHIN_DAYS and (row["patient"] not in seen or off < seen[row["patient"]][0]):
            seen[row["patient"]] = off, row["verdict"]
    keys = [key for key in product(SERIES_ORDER, REGION_NAMES) if nearest.get(key)]
    return [_row(*key, [verdict for _, verdict in nearest[key].values()]) for key in keys]


def missing_responders_note(photos: Iterable[Row], treatments: Iterable[Treatment]) -> str | None:
    """Warns that the rates may lack patients with unclassified photos, most of all those with a strong effect.

    Args:
        photos: rows of the table of photos.
        treatments: as in `responder_rows`.
    """
    treated = {treatment.patient for treatment in treatments}
    lacking = {
        row["patient"]
        for row in photos
        if row["status"] == "scored" and not row["expression"] and row["patient"] in treated
    }
    if not lacking:
        return None
    has = "1 treated patient has" if len(lacking) == 1 else f"{len(lacking)} treated patients have"
    return (
        f"{has} photos whose expression is neither declared nor classified, and may be missing from these rates. A "
        "treatment that weakens the movement makes that likelier, so the rates may be too low: declare the expressions."
    )


def _row(series: SeriesKey, region: str, verdicts: list[str]) -> Row:
    assessable = sum(verdict != "cannot_tell" for verdict in verdicts)
    improved = verdicts.count("improved")
    low, high = wilson_interval(improved, assessable)
    return full_row(
        RESPONDERS,
        expression=series.expression,
        view=series.view,
        region=region,
        from_day=DAY - WITHIN_DAYS,
        to_day=DAY + WITHIN_DAYS,
        patients=assessable,
        responders=improved,
        cannot_tell=len(verdicts) - assessable,
        responder_percent=round(100 * improved / assessable, 2) if assessable else None,
        ci95_low_percent=round(100 * low, 2) if assessable else None,
        ci95_high_percent=round(100 * high, 2) if assessable else None,
    )
