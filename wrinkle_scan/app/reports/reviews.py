"""Blinded reviews of a folder: each page with its key in `.wrinkle-scan/reviews`, and the raters' agreement."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wrinkle_scan.app.folder.places import work_folder
from wrinkle_scan.app.folder.traces import KEY, REVIEWS
from wrinkle_scan.app.server.own_process import WorkChannel, WorkProgress
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import joined, message, plural
from wrinkle_scan.visits.catalog.visits import SkippedPhoto

_NAME = re.compile(r"\d{4}-\d{2}-\d{2}_\d+")
PAGE = "page.html"


@dataclass(frozen=True)
class Made:
    """A review that was made.

    Attributes:
        name: by which its page and key are found.
        pairs: how many pairs of visits it shows.
        items: how many pairs of pictures there are to judge.
        repeats: how many of them are shown for the second time.
        left_out: what is not in it, and why.
        doubts: what is doubtful about the photos' dates.
    """

    name: str
    pairs: int
    items: int
    repeats: int
    left_out: tuple[SkippedPhoto, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Agreed:
    """The raters' agreement, in words.

    Attributes:
        summary: how many items and patients.
        raters: of each, the name with what was rated, and the statistics with their names.
        between: each two raters with their agreement.
        meaning: how to read the numbers.
    """

    summary: str
    raters: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    between: tuple[tuple[str, str], ...]
    meaning: str


def review_names(root: Path) -> list[str]:
    """The reviews there are, the last one first."""
    folder = work_folder(root) / REVIEWS
    names = os.listdir(folder) if folder.is_dir() else []
    return sorted((name for name in names if _NAME.fullmatch(name)), key=_order, reverse=True)


def review_file(root: Path, name: str, file: str) -> Path:
    """The page or the key of a review.

    Raises:
        PathError: there is no such review.
    """
    if name not in review_names(root) or file not in (PAGE, KEY):
        raise PathError(message("the review"), message("there is no such review"), message("Choose one of the list."))
    return work_folder(root) / REVIEWS / name / file


def make_review(root: Path, language: str, channel: WorkChannel) -> Made:
    """Makes a review of all follow-ups in the folder, in a process of its own.

    Args:
        root: the folder of patients.
        language: of the page.
        channel: receives the progress.

    Raises:
        PathError: no patient has two visits with one expression, or none that can be compared.
    """
    from wrinkle_scan.output.report.review_making import review_of
    from wrinkle_scan.system.files import json_bytes, write_together
    from wrinkle_scan.visits.catalog.photo_finding import find_photos, infer_layout

    channel.report(WorkProgress(0, 0, message("Looking through the photos")))
    layout = infer_layout(root)
    if layout.unclear and layout.contradictory:
        raise PathError(root.name, *layout.unclear)
    made = review_of(
        root,
        find_photos(root, layout),
        None,
        lambda done, of: channel.report(WorkProgress(done, of, message("Comparing the visits of each patient"))),
        language,
    )
    folder = work_folder(root) / REVIEWS
    folder.mkdir(mode=0o700, exist_ok=True)
    number = max((_order(name)[1] for name in review_names(root)), default=0) + 1
    name = f"{date.today().isoformat()}_{number}"
    place = folder / name
    write_together({place / KEY: json_bytes(made.key), place / PAGE: made.html.encode()}, place)
    left_out = tuple(SkippedPhoto(_inside(root, photo.name), photo.reason) for photo in made.left_out)
    doubts = tuple(_inside(root, doubt) for doubt in made.doubts)
    return Made(name, made.pairs, made.items, made.repeats, left_out, doubts)


def agree(root: Path, ratings: tuple[Path, ...]) -> Agreed:
    """Compares the ratings of a review with the tool and each other.

    Args:
        root: the folder of patients, whose reviews' keys are known.
        ratings: what the raters saved.

    Raises:
        PathError: they are of no review of this folder, or cannot be read.
    """
    from wrinkle_scan.cohort.review.agreement_output import MEANING, estimate_words, plain, rater_rows
    from wrinkle_scan.cohort.review.key import read_key
    from wrinkle_scan.cohort.review.rater_agreement import agreement
    from wrinkle_scan.cohort.review.ratings import read_all_ratings

    key = read_key(_key_of(root, ratings[0]))
    result = agreement(key, read_all_ratings(ratings, key))
    raters = tuple(
        (
            message(
                "{rater}: {rated} of {items} rated, {unjudged} of them cannot judge",
                rater=plain(rater.rater),
                rated=rater.rated,
                items=result.items,
                unjudged=rater.cannot_judge,
            ),
            tuple(rater_rows(rater)),
        )
        for rater in result.raters
    )
    between = tuple(
        (message("{one} and {other}", one=plain(one), other=plain(other)), estimate_words(number))
        for (one, other), number in result.between.items()
    )
    counts = [
        plural("{number} pair of pictures.", "{number} pairs of pictures.", result.items),
        plural("{number} patient.", "{number} patients.", result.patients),
    ]
    if result.repeats:
        counts.append(plural("{number} of them was shown twice.", "{number} of them were shown twice.", result.repeats))
    return Agreed(joined(counts), raters, between, MEANING)


def _key_of(root: Path, ratings: Path) -> Path:
    """The key of the review that was rated."""
    from wrinkle_scan.cohort.review.json_object import read_object
    from wrinkle_scan.cohort.review.ratings import SCHEMA

    remedy = message("Choose a file that the review page saved.")
    page = read_object(ratings, SCHEMA, "this is no file of ratings", remedy).get("page")
    for name in review_names(root):
        file = review_file(root, name, KEY)
        if json.loads(file.read_text(encoding="utf-8")).get("page") == page:
            return file
    raise PathError(ratings.name, message("these are ratings of a review that was not made here"), remedy)


def _order(name: str) -> tuple[str, int]:
    day, _, number = name.partition("_")
    return day, int(number)


def _inside(root: Path, text: str) -> str:
    """A text without the folder's own path."""
    return text.replace(f"{root}{os.sep}", "")
