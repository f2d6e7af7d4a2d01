"""A comparison's answer as its page says it: what keeps it from answering and what to do, then a sentence a region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wrinkle_scan.app.comparing.remedies import EXPRESSION_UNSAID, HIDDEN, NEEDS_A_REMEDY, ONE_SIMULATED, UNLIKE
from wrinkle_scan.system.messages import Joined

if TYPE_CHECKING:  # these load what measures; the server reads answers without it
    from wrinkle_scan.comparison.results import Comparison
    from wrinkle_scan.photo.reading import Photo
    from wrinkle_scan.skin.visibility import SkinMask

MOST_REMEDIES = 3
"""Of one obstacle: more would not be read."""
DOUBTFUL = ("person", "mirrored", "time_order", "effort", "smile_at_rest")
"""Codes of the issues that may reverse any answer; the others stand in the report."""


@dataclass(frozen=True)
class RegionAnswer:
    """One region: its title, its verdict by code, sign and title, and what was found."""

    title: str
    verdict: str
    sign: str
    verdict_title: str
    sentence: str


@dataclass(frozen=True)
class Obstacle:
    """Why some regions have no answer, or one that is doubtful.

    Attributes:
        regions: their titles; empty where it is all of them.
        reason: one plain sentence.
        remedies: what to do about it.
    """

    regions: tuple[str, ...]
    reason: str
    remedies: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The page's own words; the report says the rest.

    Attributes:
        summary: the first sentence.
        refused: whether the photos cannot be compared at all.
        doubts: what may turn the whole answer round.
        before: the first photo's day, or None.
        after: the second one's.
        elapsed: the time between them, or None.
        obstacles: what stands first.
        regions: in the order of the report.
    """

    summary: str
    refused: bool
    doubts: tuple[Obstacle, ...]
    before: str | None
    after: str | None
    elapsed: str | None
    obstacles: tuple[Obstacle, ...]
    regions: tuple[RegionAnswer, ...]


def answer_of(comparison: Comparison) -> Answer:
    """The answer in words."""
    from wrinkle_scan.output.report import wording

    times = [_taken(analysis.photo) for analysis in (comparison.before, comparison.after)]
    days = [wording.day_words(time) if time else None for time in times]
    return Answer(
        summary=wording.summary_sentence(comparison),
        refused=comparison.refused,
        doubts=tuple(_doubts(comparison)),
        before=days[0],
        after=days[1],
        elapsed=wording.days_between_words(*times),
        obstacles=tuple(_obstacles(comparison)),
        regions=tuple(
            RegionAnswer(
                wording.REGION_TITLES[name],
                region.verdict,
                wording.VERDICT_SIGNS[region.verdict],
                wording.VERDICT_TITLES[region.verdict],
                "" if region.verdict == "cannot_tell" else wording.region_sentence(region),
            )
            for name, region in comparison.regions.items()
        ),
    )


def _taken(photo: Photo) -> str | None:
    """When a photo was taken, ISO 8601: as its camera says, else its file's name, by which patients' are filed."""
    from wrinkle_scan.app.folder.photo_filing import proposed

    return photo.captured_at or proposed(photo.path.name).visit_date


def _doubts(comparison: Comparison) -> list[Obstacle]:
    photos = {"before": comparison.before, "after": comparison.after}
    made = [Obstacle((), ONE_SIMULATED[which], ()) for which, photo in photos.items() if photo.simulated]
    return made + [
        Obstacle((), issue.message, (UNLIKE[issue.code],))
        for issue in comparison.issues
        if issue.code in DOUBTFUL and not issue.region
    ]


def _obstacles(comparison: Comparison) -> list[Obstacle]:
    """Regions without an answer for the same reason, together."""
    from wrinkle_scan.comparison.expression_differences import REMEDY
    from wrinkle_scan.output.report.wording import REGION_TITLES

    silent: dict[str, list[str]] = {}
    for name, region in comparison.regions.items():
        if region.verdict == "cannot_tell":
            silent.setdefault(region.reason or "", []).append(name)
    found = []
    for reason, names in silent.items():
        of_all = len(names) == len(comparison.regions)
        words = reason.without(REMEDY) if isinstance(reason, Joined) else reason  # that is for the command line
        titles = () if of_all else tuple(REGION_TITLES[name] for name in names)
        remedies = (EXPRESSION_UNSAID,) if words != reason else tuple(_remedies(comparison, names))
        found.append(Obstacle(titles, words, remedies[:MOST_REMEDIES] or (NEEDS_A_REMEDY,)))
    return found


def _remedies(comparison: Comparison, names: list[str]) -> list[str]:
    """What to do about these regions: uncover what is hidden; else take alike what is unlike, what forbids first."""
    unseen = [
        (name, analysis.regions[name].skin)
        for name in names
        for analysis in (comparison.before, comparison.after)
        if not analysis.regions[name].measurable
    ]
    if unseen and not comparison.refused:
        return list(dict.fromkeys(HIDDEN[_main_cause(name, skin)] for name, skin in unseen))
    codes = [check.code for check in comparison.obstacles]
    if not codes:
        codes = [check.code for check in comparison.checks if not check.passed and check.region in (None, *names)]
        codes += [issue.code for issue in comparison.issues if issue.region in (None, *names)]
    return list(dict.fromkeys(UNLIKE[code] for code in codes if code in UNLIKE))


def _main_cause(name: str, skin: SkinMask) -> str:
    from wrinkle_scan.analysis.analyzing import behind_glasses

    return "accessory" if behind_glasses(name, skin) else max(skin.hidden, key=lambda cause: skin.hidden[cause])
