"""Traces ridge response into the centrelines of creases."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree
from skimage.filters import apply_hysteresis_threshold
from skimage.morphology import skeletonize

from wrinkle_scan.regions import GRID_MM
from wrinkle_scan.ridges import STEP, RidgeResponse, line_directions

STEP_MM = GRID_MM * STEP
CERTAIN, LIKELY, POSSIBLE = 4.6, 3.6, 2.4
"""Strength, in units of the texture's spread: a line that reaches the first is one; one that keeps the second on
average over LONG_MM is one too; down to the third a line is followed."""
LONG_MM = 15.0
SHORTEST_MM = {"forehead": 8.0, "glabella": 5.0, "crows_feet_right": 5.0, "crows_feet_left": 5.0}
UNUSUAL = 0.6
"""A line across the usual direction of its region needs 1 / UNUSUAL times the strength: evidence, not a wall."""
LARGEST_TURN_DEG = 35.0
"""Two pieces that meet within this angle are one crease."""
BRIDGE_MM = 3.0
"""A gap up to this long between pieces in line is part of the crease."""
NEIGHBOURS = [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)]

Path = NDArray[np.float64]


def usual_direction(
    region: str, columns: NDArray[np.float64], rows: NDArray[np.float64], apex: tuple[float, float]
) -> NDArray[np.float64]:
    """The direction in which creases of a region mostly run at some points, radians from the rows to later rows.

    Forehead lines run across, frown lines upright, crow's feet away from the eye's corner, `apex` (column, row).
    """
    if region == "forehead":
        return np.zeros(np.shape(rows))
    if region == "glabella":
        return np.full(np.shape(rows), np.pi / 2)
    return np.asarray(np.arctan2(rows - apex[1], columns - apex[0]))


def trace(region: str, response: RidgeResponse, apex: tuple[float, float]) -> list[Path]:
    """Centrelines of the creases of a region.

    Args:
        region: the region's name.
        response: its ridge response.
        apex: where crow's feet fan out from, (column, row) on the patch's grid.

    Returns:
        Paths, each float64 (N, 2) of (column, row) on the patch's grid, longest first.
    """
    rows, columns = np.indices(response.strength.shape[1:]) * float(STEP)
    usual = usual_direction(region, columns, rows, apex)
    off = line_directions()[:, None, None] - usual
    prior = UNUSUAL + (1 - UNUSUAL) * np.cos(off) ** 2
    evidence = response.strength * prior.astype(np.float32)
    best = np.argmax(evidence, axis=0)
    strength = np.take_along_axis(evidence, best[None], axis=0)[0]
    thin = strength * _is_crest(strength, best)
    lines = skeletonize(ndimage.binary_dilation(apply_hysteresis_threshold(thin, POSSIBLE, LIKELY)))
    pieces = _join(_pieces(lines))
    kept = [p for p in pieces if _length_mm(p) >= SHORTEST_MM[region] and _stands_out(strength, p)]
    return sorted((piece[:, ::-1] * STEP for piece in map(_smooth, kept)), key=lambda p: -len(p))


def _is_crest(strength: NDArray[np.float32], direction: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Where the strength is no less than one step to either side across the line."""
    angles = line_directions()
    rows, columns = np.indices(strength.shape)
    crest = np.ones(strength.shape, bool)
    for sign in (-1, 1):
        dx, dy = -np.sin(angles[direction]) * sign, np.cos(angles[direction]) * sign
        beside = ndimage.map_coordinates(strength, [rows + dy, columns + dx], order=1, mode="nearest")
        crest &= strength >= beside
    return crest


def _pieces(lines: NDArray[np.bool_]) -> list[Path]:
    """Cuts a skeleton at its junctions into pieces, each (N, 2) of (row, column) in order from end to end."""
    count = ndimage.convolve(lines.astype(int), np.ones((3, 3), int), mode="constant") - 1
    simple = lines & (count <= 2)
    labels, number = ndimage.label(simple, np.ones((3, 3)))
    pieces = []
    for label, window in enumerate(ndimage.find_objects(labels, number), start=1):
        rows, columns = np.nonzero(labels[window] == label)
        points = {(int(r) + window[0].start, int(c) + window[1].start) for r, c in zip(rows, columns, strict=True)}
        pieces.append(np.array(_walk(points), float))
    return [piece for piece in pieces if len(piece) >= 3]


def _walk(points: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Orders the pixels of an unbranched line from one end to the other."""

    def beside(p: tuple[int, int]) -> list[tuple[int, int]]:
        near = [(p[0] + dr, p[1] + dc) for dr, dc in NEIGHBOURS]
        return sorted((q for q in near if q in left), key=lambda q: abs(q[0] - p[0]) + abs(q[1] - p[1]))

    left = set(points)
    ends = [p for p in sorted(points) if len(beside(p)) <= 1]
    here = ends[0] if ends else min(points)
    walk = [here]
    left.discard(here)
    while following := beside(here):
        here = following[0]
        walk.append(here)
        left.discard(here)
    return walk


def _join(pieces: list[Path]) -> list[Path]:
    """Joins pieces that go on in each other's direction across a junction or a short gap, nearest first."""
    if not pieces:
        return []
    both_ways = [way for piece in pieces for way in (piece, piece[::-1])]  # way 2 i + 1 is way 2 i reversed
    points, headings = (np.array(column) for column in zip(*(_end(way) for way in both_ways), strict=True))
    links = []
    for i, j in cKDTree(points).query_pairs(BRIDGE_MM / STEP_MM):
        gap = points[j] - points[i]
        distance = float(np.hypot(*gap)) * STEP_MM
        straight = _turn(headings[i], -headings[j]) <= LARGEST_TURN_DEG
        ahead = distance <= 3 * STEP_MM or _turn(headings[i], gap) <= LARGEST_TURN_DEG
        if straight and ahead and i // 2 != j // 2:
            links.append((distance, i, j))
    following: dict[int, int] = {}  # from the way that ends at a link to the way that goes on from it
    chain = list(range(len(pieces)))
    for _, i, j in sorted(links):
        if i in following or j in following or chain[i // 2] == chain[j // 2]:
            continue
        following[i], following[j] = j ^ 1, i ^ 1
        old, new = chain[i // 2], chain[j // 2]
        chain = [new if c == old else c for c in chain]
    return [np.vstack([both_ways[way] for way in walk]) for walk in _walks(len(pieces), following)]


def _walks(count: int, following: dict[int, int]) -> list[list[int]]:
    """The chains of ways, each walked once from one of its two open ends."""
    walks: list[list[int]] = []
    done: set[int] = set()
    for way in range(2 * count):
        if way // 2 in done or way ^ 1 in following:  # taken already, or something comes before it
            continue
        walk = [way]
        while walk[-1] in following:
            walk.append(following[walk[-1]])
        done.update(w // 2 for w in walk)
        walks.append(walk)
    return walks


def _end(piece: Path) -> tuple[Path, Path]:
    """Last point of a piece and the direction in which it leaves, from its last 2 mm."""
    back = piece[max(len(piece) - 1 - int(2.0 / STEP_MM), 0)]
    return piece[-1], piece[-1] - back


def _turn(a: Path, b: Path) -> float:
    """Angle between two vectors, degrees."""
    norm = float(np.hypot(*a) * np.hypot(*b))
    return 180.0 if norm == 0 else float(np.degrees(np.arccos(np.clip(float(a @ b) / norm, -1, 1))))


def _smooth(piece: Path) -> Path:
    """Evens out the steps of the pixel grid (sigma 0.6 mm) and spaces the points one response pixel apart."""
    even = ndimage.gaussian_filter1d(piece, 0.6 / STEP_MM, axis=0, mode="nearest")
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(even, axis=0).T))])
    where = np.linspace(0, along[-1], max(int(round(along[-1])), 2) + 1)
    return np.column_stack([np.interp(where, along, even[:, 0]), np.interp(where, along, even[:, 1])])


def _length_mm(piece: Path) -> float:
    return float(np.hypot(*np.diff(piece, axis=0).T).sum()) * STEP_MM


def _stands_out(strength: NDArray[np.float32], piece: Path) -> bool:
    rows, columns = np.round(piece).astype(int).T
    along = strength[rows, columns]
    return bool(along.max() >= CERTAIN or (_length_mm(piece) >= LONG_MM and along.mean() >= LIKELY))
