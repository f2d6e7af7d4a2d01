"""How a head is turned: its rotation read off in degrees, averaged, and seen in a mirror."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation as Euler

from wrinkle_scan.face.mesh_points import OUTER_CANTHUS

MIRROR = np.diag([-1.0, 1.0, 1.0])

Rotation = NDArray[np.float64]


def yaw_pitch_roll_deg(rotation: Rotation) -> tuple[float, float, float]:
    """Yaw, pitch and roll of a head, degrees: stood upright about the camera's axis, then read off where it looks.

    Args:
        rotation: float64 (3, 3), from head to camera axes (x right, y up, z to the viewer).
    """
    roll = np.arctan2(-rotation[1, 0], rotation[0, 0])
    upright = np.array([[np.cos(roll), -np.sin(roll)], [np.sin(roll), np.cos(roll)]])
    forward = np.append(upright @ rotation[:2, 2], rotation[2, 2])
    yaw, pitch = np.arctan2(forward[0], forward[2]), np.arctan2(forward[1], np.hypot(forward[0], forward[2]))
    return float(np.degrees(yaw)), float(np.degrees(pitch)), float(np.degrees(roll))


def rotation_of(yaw_deg: float, pitch_deg: float, roll_deg: float) -> Rotation:
    """The rotation (3, 3) from head to camera axes with that pose: the inverse of `yaw_pitch_roll_deg`."""
    return np.asarray(Euler.from_euler("ZYX", [-roll_deg, yaw_deg, -pitch_deg], degrees=True).as_matrix())


def lean_deg(landmarks: NDArray[np.float64]) -> float:
    """How far the top of the head leans to the right of the picture, degrees, from the eyes' outer corners."""
    dx, dy = landmarks[OUTER_CANTHUS["left"], :2] - landmarks[OUTER_CANTHUS["right"], :2]
    return float(np.degrees(np.arctan2(dy, dx)))


def mirrored(rotation: Rotation) -> Rotation:
    """The rotation that the same head has in a mirror."""
    return np.asarray(MIRROR @ rotation @ MIRROR)


def mean_rotation(rotations: list[Rotation]) -> Rotation:
    """The mean of near rotations: the projection of their arithmetic mean onto the rotations."""
    u, _, vt = np.linalg.svd(np.sum(rotations, axis=0))
    return np.asarray(u @ vt)
