"""A page on which people judge pairs of pictures without knowing which is which; one file that loads nothing else.

The page does not contain names, dates, file names, sides or verdicts. Both pictures of a pair are resampled onto
one grid and encoded again as JPEG by the same encoder, without metadata. One of them, the reference, gives the grid and
the exposure, and the other is moved and brightened to it; which one is the reference is random for each pair of visits,
so that the edges, clipped highlights and smoother grain of resampling do not reveal the order.

It cannot hide what the photos themselves show: a rater may recognise the camera, lamp, hair, make-up, tan or plaster of
a visit; the regions are brought to one exposure and to the sharpness of the less sharp photo, but
the upper face keeps the sharpness of its photo, and neither colours nor noise are matched. Softer lines also make a
smaller JPEG, which is the answer itself and does not reveal the order. An item that is shown twice holds the same bytes
twice, which shows only that it is a repeat.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from markupsafe import Markup

from wrinkle_scan.cohort.review.blinding import Side
from wrinkle_scan.cohort.review.key import FACE
from wrinkle_scan.cohort.review.ratings import SCHEMA
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.exposure import Picture
from wrinkle_scan.output.report.page import rendered
from wrinkle_scan.output.report.pictures import PicturePair, face_pair, region_pair
from wrinkle_scan.output.report.viewers import shape_of
from wrinkle_scan.regions.titles import TITLES
from wrinkle_scan.system.languages import ENGLISH, Language, language
from wrinkle_scan.system.messages import message

ANSWERS = (
    (1, message("Left much less")),
    (2, message("Left a little less")),
    (3, message("No difference")),
    (4, message("Right a little less")),
    (5, message("Right much less")),
    (0, message("Cannot judge")),
)
UPPER_FACE = message("Upper face")


@dataclass(frozen=True)
class Subject:
    """What can be shown of a pair of visits: the same skin in both photos, ready for a page."""

    what: str
    before: Picture
    after: Picture


@dataclass(frozen=True)
class Showing:
    """A subject under an item's random id, with the picture on the left named."""

    id: str
    subject: Subject
    left: Side


def subjects(comparison: Comparison, regions: list[str], reference: Side) -> list[Subject]:
    """The pictures of the upper face and of some regions.

    Args:
        comparison: of the two photos.
        regions: names of those to show.
        reference: which photo gives grid and exposure.
    """
    shown = comparison
    if reference == "after":
        # Its answers are of no interest, only that its pictures lie on the other photo's grid.
        shown = compare(comparison.after, comparison.before, force=True)
    pairs: dict[str, PicturePair] = {FACE: face_pair(shown)}
    for name in regions:
        aligned = shown.regions[name].aligned
        if aligned is not None:
            pairs[name] = region_pair(aligned)
    if reference == "after":
        pairs = {what: replace(pair, before=pair.after, after=pair.before) for what, pair in pairs.items()}
    return [Subject(what, pair.before, pair.after) for what, pair in pairs.items()]


def render_review(page: str, showings: list[Showing], code: str = ENGLISH) -> str:
    """The page.

    Args:
        page: its random id, which links ratings to their page.
        showings: in the order in which they are to be judged.
        code: its language, one of `system.languages.codes()`.

    Returns:
        HTML with pictures, style and script inside.
    """
    data = {"schema": SCHEMA, "page": page, "items": [_item(showing, language(code)) for showing in showings]}
    return rendered(
        "review.html.j2",
        ("review.css",),
        ("review.js",),
        code,
        answers=ANSWERS,
        total=len(showings),
        data=Markup(json.dumps(data).replace("<", "\\u003c")),
    )


def _item(showing: Showing, speaker: Language) -> dict[str, str | int]:
    subject = showing.subject
    left, right = subject.before, subject.after
    if showing.left == "after":
        left, right = right, left
    return {
        "id": showing.id,
        "title": speaker.say(UPPER_FACE if subject.what == FACE else TITLES[subject.what].sideless),
        "shape": shape_of(left.width / left.height),
        "width": left.width,
        "height": left.height,
        "left": left.uri,
        "right": right.uri,
    }
