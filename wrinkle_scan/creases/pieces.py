"""Pieces of lines: cut at their corners, and what goes on in one direction joined again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from wrinkle_scan.creases.paths import Polyline
from wrinkle_scan.creases.settings import PIECES, RIDGES
from wrinkle_scan.regions.rectified import GRID_MM

STEP_MM = GRID_MM * RIDGES.step
HEADING = int(PIECES.heading_mm / STEP_MM)


def cut_at_corners(piece: Polyline) -> list[Polyline]:
    """The parts of a piece between its sharpest turns."""
    arms = piece[HEADING:] - piece[:-HEADING]
    if len(arms) <= HEADING:
        return [piece]
    headings = np.arctan2(arms[:, 0], arms[:, 1])
    turns = np.abs((headings[HEADING:] - headings[:-HEADING] + np.pi) % (2 * np.pi) - np.pi)
    if np.degrees(turns.max()) <= PIECES.largest_turn_deg:
        return [piece]
    corner = HEADING + int(np.argmax(turns))
    return cut_at_corners(piece[: corner + 1]) + cut_at_corners(piece[corner:])


def join(pieces: list[Polyline]) -> list[Polyline]:
    """Joins pieces that go on in each other's direction across a junction or a short gap, nearest first."""
    if not pieces:
        return []
    # A way is a piece in one of its directions: way 2 i + 1 is way 2 i reversed.
    both_ways = [way for piece in pieces for way in (piece, piece[::-1])]
    points, headings = (np.array(column) for column in zip(*(_end(way) for way in both_ways), strict=True))
    i, j = cKDTree(points).query_pairs(PIECES.bridge_mm / STEP_MM, output_type="ndarray").T
    gap = points[j] - points[i]
    distance = np.hypot(*gap.T) * STEP_MM
    straight = _turns(headings[i], -headings[j]) <= PIECES.largest_turn_deg
    ahead = (distance <= PIECES.touching_steps * STEP_MM) | (_turns(headings[i], gap) <= PIECES.largest_turn_deg)
    linked = straight & ahead & (i // 2 != j // 2)
    links = zip(distance[linked].tolist(), i[linked].tolist(), j[linked].tolist(), strict=True)
    following: dict[int, int] = {}  # from the way that ends at a link to the way that goes on from it
    chain, members = list(range(len(pieces))), {piece: [piece] for piece in range(len(pieces))}
    for _, i, j in sorted(links):
        if i in following or j in following or chain[i // 2] == chain[j // 2]:
            continue
        following[i], following[j] = j ^ 1, i ^ 1
        old, new = chain[i // 2], chain[j // 2]
        for piece in members[old]:
            chain[piece] = new
        members[new] += members.pop(old)
    return [np.vstack([both_ways[way] for way in walk]) for walk in _walks(len(pieces), following)]


def _walks(count: int, following: dict[int, int]) -> list[list[int]]:
    """The chains of ways, each walked once from one of its two open ends."""
    walks: list[list[int]] = []
    done: set[int] = set()
    for way in range(2 * count):
        if way // 2 in done or way ^ 1 in following:  # walked already, or another comes before it
            continue
        walk = [way]
        while walk[-1] in following:
            walk.append(following[walk[-1]])
        done.update(w // 2 for w in walk)
        walks.append(walk)
    return walks


def _end(piece: Polyline) -> tuple[Polyline, Polyline]:
    """Last point of a piece and the direction in which it leaves, from its last `heading_mm`."""
    back = piece[max(len(piece) - 1 - HEADING, 0)]
    return piece[-1], piece[-1] - back


def _turns(a: Polyline, b: Polyline) -> NDArray[np.float64]:
    """Angles between vectors (N, 2) and others, degrees, (N,); 180 where one has no length."""
    norm = np.hypot(*a.T) * np.hypot(*b.T)
    cosine = np.where(norm > 0, (a * b).sum(axis=1) / np.where(norm > 0, norm, 1.0), -1.0)
    return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
