"""The average head: the canonical face of MediaPipe's own model, in millimetres."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.inference import LANDMARK_MODEL, model_bytes
from wrinkle_scan.face.mesh_points import EYE_CORNERS, OUTER_CANTHUS
from wrinkle_scan.face.settings import HEAD


@cache
def canonical_face_mm() -> NDArray[np.float64]:
    """The average head's landmarks, float64 (468, 3), mm; x to the patient's left, y up, z forward.

    The origin is midway between the eyes' corners; the distance of the outer ones is `canthi_mm`. Read-only.
    """
    vertices = _mesh()[0]
    right, left = OUTER_CANTHUS["right"], OUTER_CANTHUS["left"]
    head = (vertices - vertices[list(EYE_CORNERS)].mean(axis=0)) * (
        HEAD.canthi_mm / np.linalg.norm(vertices[left] - vertices[right])
    )
    head.setflags(write=False)
    return np.asarray(head)


@cache
def average_normals() -> NDArray[np.float64]:
    """Outward directions of the average head's surface at its landmarks, unit length, float64 (468, 3). Read-only."""
    vertices, triangles = _mesh()
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    facets = np.cross(b - a, c - a)
    normals = np.zeros_like(vertices)
    for k in range(3):
        np.add.at(normals, triangles[:, k], facets)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    if normals[1, 2] < 0:  # the tip of the nose looks forward
        normals = -normals
    normals.setflags(write=False)
    return np.asarray(normals)


@cache
def _mesh() -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Vertices (468, 3), cm, and triangles (898, 3) of the canonical face inside the landmark model's file."""
    bundle = zipfile.ZipFile(BytesIO(model_bytes(LANDMARK_MODEL)))
    metadata = bundle.read("geometry_pipeline_metadata_landmarks.binarypb")
    mesh = next(value for field, value in _protobuf(metadata) if field == 1)  # GeometryPipelineMetadata.canonical_mesh
    fields = list(_protobuf(mesh))
    floats = [struct.unpack("<f", value)[0] for field, value in fields if field == 3]  # Mesh3d.vertex_buffer
    indices = [_varint(value, 0)[0] for field, value in fields if field == 4]  # Mesh3d.index_buffer
    return np.array(floats).reshape(-1, 5)[:, :3], np.array(indices).reshape(-1, 3)  # without texture coordinates


def _protobuf(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Fields of a protocol buffer message: number and raw value."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        kind, length = tag & 7, 4
        if kind == 0:
            length = _varint(message, at)[1] - at
        elif kind == 2:
            length, at = _varint(message, at)
        yield tag >> 3, message[at : at + length]
        at += length


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """A variable-length integer and where it ends."""
    value = shift = 0
    while True:
        value |= (message[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if message[at - 1] < 128:
            return value, at
