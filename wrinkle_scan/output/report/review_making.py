"""Makes a review: measures the pairs of all series, and arranges their pictures at random into a page with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, get_args

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.cohort.review.blinding import Item, Side, arrange_items, number_of_repeats, random_id, random_source
from wrinkle_scan.cohort.review.compared_visits import ComparedPair, compared_pairs
from wrinkle_scan.cohort.review.key import KeyItem, key_json
from wrinkle_scan.cohort.review.review_series import group_by_patient, series_of
from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.output.report.review_page import Showing, Subject, render_review, subjects
from wrinkle_scan.system.errors import PathError, WrinkleScanError
from wrinkle_scan.system.languages import ENGLISH
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.date_doubts import date_doubts, order_doubts
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.provenance import visits_provenance


@dataclass(frozen=True)
class Review:
    """A page with its key.

    Attributes:
        html: the page, for raters.
        key: the key's JSON, not for them.
        series: number of series of two visits or more.
        pairs: number of pairs of visits; 0 where nothing could be compared, so that the page is of no use.
        items: number of pairs of pictures to judge.
        repeats: number of them that are shown for the second time.
        left_out: photos and pairs that are not in it, and why.
        doubts: doubtful dates of its photos, each a sentence with the photo's name; not for raters.
    """

    html: str
    key: dict[str, Any]
    series: int
    pairs: int
    items: int
    repeats: int
    left_out: list[SkippedPhoto]
    doubts: list[str]


@dataclass(frozen=True)
class _ReviewSubject:
    """A subject, the index of its pair, and the tool's verdict on it."""

    subject: Subject
    pair: int
    region: RegionComparison | None

    def key_item(self, item: Item) -> KeyItem:
        region = self.region
        verdict_and_change: tuple[Any, Any] = (
            (region.verdict, round(region.change_percent or 0.0, 3)) if region else (None, None)
        )
        return KeyItem(item.id, self.pair, self.subject.what, item.left, item.repeats, *verdict_and_change)


def review_of(
    source: Path,
    entries: Iterable[PhotoEntry],
    seed: int | None,
    progress: Callable[[int, int], None],
    code: str = ENGLISH,
) -> Review:
    """A review of all follow-ups among photos.

    Args:
        source: the folder or manifest they come from, for messages.
        entries: the photos.
        seed: see `random_source`.
        progress: called with the number of patients done and their total.
        code: the page's language, one of `system.languages.codes()`.

    Raises:
        PathError: no patient has two visits with one expression.
        WrinkleScanError: no follow-up can be compared.
    """
    patients, left_out = group_by_patient(entries)
    made = make_review(patients, seed, progress, code)
    if not made.series:
        problem = message("there are no two visits of one patient with one expression in it")
        remedy = message("Name photos as PATIENT/2026-01-05_frown.jpg, or give a manifest.")
        raise PathError(source, problem, remedy)
    if not made.pairs:
        last = made.left_out[-1]
        problem = message("no follow-up in it can be compared, the last because of {name}", name=last.name)
        raise WrinkleScanError(source, problem, last.reason)
    return replace(made, left_out=left_out + made.left_out)


def make_review(
    patients: dict[str, list[PhotoEntry]], seed: int | None, progress: Callable[[int, int], None], code: str = ENGLISH
) -> Review:
    """Measures every pair, one after the other; of each only its pictures are kept, as JPEG.

    Args:
        patients: the dated photos of each.
        seed: see `random_source`.
        progress: called with the number of patients done and their total.
        code: the page's language.
    """
    rng = random_source(seed)
    pairs: list[dict[str, Any]] = []
    shown: list[_ReviewSubject] = []
    left_out: list[SkippedPhoto] = []
    doubts: dict[str, None] = {}
    number_of_series = 0
    for number, (patient, photos) in enumerate(patients.items(), start=1):
        series, unknown = series_of(patient, photos)
        number_of_series += len(series)
        left_out += unknown
        for pair in chain.from_iterable(map(compared_pairs, series)):
            if isinstance(pair, SkippedPhoto):
                left_out.append(pair)
                continue
            doubts |= dict.fromkeys(_doubts(pair))
            regions = pair.comparison.regions
            pictures = subjects(pair.comparison, pair.regions, rng.choice(get_args(Side)))
            shown += [_ReviewSubject(subject, len(pairs), regions.get(subject.what)) for subject in pictures]
            pairs.append(_pair_json(pair))
        progress(number, len(patients))
    page = random_id(rng)
    items = arrange_items(len(shown), number_of_repeats(len(shown), len(pairs)), rng)
    key_items = [shown[item.subject].key_item(item) for item in items]
    html = render_review(page, [Showing(item.id, shown[item.subject].subject, item.left) for item in items], code)
    key = key_json(page, key_items, pairs, seed, visits_provenance(compared=True))
    repeats = len(items) - len(shown)
    return Review(html, key, number_of_series, len(pairs), len(items), repeats, left_out, list(doubts))


def _doubts(pair: ComparedPair) -> list[str]:
    files = [analysis.photo for analysis in (pair.comparison.before, pair.comparison.after)]
    photos = list(zip(pair.entries, files, strict=True))
    of_dates = [
        f"{entry.name}: {doubt}."
        for entry, photo in photos
        for doubt in date_doubts(entry, photo.captured_at, photo.last_change)
    ]
    in_order = order_doubts((entry.name, str(entry.visit_date), photo.taken_at) for entry, photo in photos)
    return of_dates + [f"{doubt}." for doubt in in_order]


def _pair_json(pair: ComparedPair) -> dict[str, Any]:
    def photo(date: str, analysis: Analysis) -> dict[str, str]:
        return {"date": date, "path": str(analysis.photo.path), "sha256": analysis.photo.sha256}

    return {
        "patient": pair.patient,
        "expression": pair.key.expression,
        "view": pair.key.view,
        "before": photo(pair.before_date, pair.comparison.before),
        "after": photo(pair.after_date, pair.comparison.after),
    }
