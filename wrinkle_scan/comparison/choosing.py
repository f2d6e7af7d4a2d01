"""Which photos of a visit are captures of it: each photograph once, and no more than help.

A capture's own error evens out with another capture's; a copy of it, in another size or format, has the same error
again, and counted as one more it would only make the interval look smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.comparing import compare, made_from_one_photograph
from wrinkle_scan.comparison.expression_differences import changed_too_fast, declared, differing_regions
from wrinkle_scan.comparison.mirrored import mirrored
from wrinkle_scan.comparison.one_photograph import similarity_distance
from wrinkle_scan.comparison.settings import CHOOSING
from wrinkle_scan.face.expression import one_view
from wrinkle_scan.system.messages import joined, message


@dataclass(frozen=True)
class Chosen:
    """The captures of a visit.

    Attributes:
        captures: in the order in which they were given.
        left_out: the others, each with the reason as a sentence.
    """

    captures: tuple[Analysis, ...]
    left_out: tuple[tuple[Analysis, str], ...] = ()

    @cached_property
    def mismatch(self) -> str | None:
        """Why the captures can neither be averaged nor compared, as a sentence; None where they show the same.

        What is declared may differ in the view alone.
        """
        for one, other in combinations(self.captures, 2):
            differ = _differ(one, other)
            if differ:
                unlike = message("The photos of one visit do not show the same and are not compared.")
                return joined([unlike, differ])
        return None


def choose_captures(visit: Sequence[Analysis]) -> Chosen:
    """The photographs of one visit and expression that are compared: at most `most_captures`.

    Copies are left out, of which the finest is kept, and mirror images. Of more photographs than are needed those are
    taken that show most regions, and of these the sharpest.
    """
    kept: list[int] = []
    left_out: list[tuple[Analysis, str]] = []
    for number in sorted(range(len(visit)), key=lambda n: _as_original(visit[n])):
        if any(_copies(visit[other], visit[number]) for other in kept):
            why = message("It is a copy of another photo of this visit, and one photograph counts once.")
            left_out.append((visit[number], why))
        else:
            kept.append(number)
    turned = _mirror_images(kept, visit)
    if turned:
        why = message("It seems to be a mirror image, as the other photos of this visit are not. Mirror it back.")
        left_out += [(visit[number], why) for number in turned]
        kept = [number for number in kept if number not in turned]
    best = sorted(kept, key=lambda n: (-_measurable(visit[n]), visit[n].blur_variance_mm2))
    most = CHOOSING.most_captures
    for number in best[most:]:
        why = message(
            "{most} captures of a visit are compared: others show more of the face, or show it sharper.", most=most
        )
        left_out.append((visit[number], why))
    return Chosen(tuple(visit[number] for number in sorted(best[:most])), tuple(left_out))


def without_photographs_of(visit: Chosen, earlier: Chosen) -> Chosen:
    """A visit's captures without copies of the earlier visit's, which were put beside them to look at.

    Unchanged where it has no others.
    """
    why = message("It is a copy of a photo of the earlier visit, and one photograph counts once.")
    if len(visit.captures) == 1:
        return visit
    kept: list[Analysis] = []
    left_out = list(visit.left_out)
    for one in visit.captures:
        if any(_copies(other, one) for other in earlier.captures):
            left_out.append((one, why))
        else:
            kept.append(one)
    return Chosen(tuple(kept), tuple(left_out)) if kept else visit


def _mirror_images(kept: Sequence[int], visit: Sequence[Analysis]) -> list[int]:
    """Those of a visit's photographs that lie the other way round than most, or than the finest if they are half."""
    unlike = [number for number in kept[1:] if mirrored(visit[kept[0]], visit[number])]
    return unlike if 2 * len(unlike) <= len(kept) else [number for number in kept if number not in unlike]


def _differ(one: Analysis, other: Analysis) -> str | None:
    """What two captures of a visit do not show alike, as a sentence."""
    if not one_view(one.face.yaw_deg, other.face.yaw_deg):
        return message("One is taken from the front and one from the side, or from either side.")
    if declared(one, other):
        return None
    by_face = next(iter(differing_regions(one, other).values()), None)
    return by_face or next(filter(None, map(changed_too_fast, compare(one, other).regions.values())), None)


def _as_original(analysis: Analysis) -> tuple[int, int]:
    """Sorts the finest first, and of equal ones that with the shortest name: copies are called "(1)" and "copy"."""
    width, height = analysis.photo.file_size
    return -width * height, len(analysis.photo.path.name)


def _measurable(analysis: Analysis) -> int:
    return sum(region.measurable for region in analysis.regions.values())


def _copies(original: Analysis, other: Analysis) -> bool:
    """Whether two pictures were made from one photograph."""
    if original.photo.sha256 and original.photo.sha256 == other.photo.sha256:
        return original.photo.crop == other.photo.crop
    landmarks = [np.asarray(one.face.landmarks[:468, :2], float) for one in (original, other)]
    if similarity_distance(*landmarks) * original.face.mm_per_px > CHOOSING.near_mm:
        return False
    return made_from_one_photograph(original, other)
