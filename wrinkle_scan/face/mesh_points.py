"""MediaPipe's numbers for the landmarks that are used by name; left and right are the patient's."""

BROW_TOP = {"right": (70, 63, 105, 66, 107), "left": (336, 296, 334, 293, 300)}
"""Upper edge of the brows, from the patient's right to left."""
BROW_BOTTOM = {"right": (46, 53, 52, 65, 55), "left": (285, 295, 282, 283, 276)}
EYE_RING = {
    "right": (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
    "left": (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249),
}
"""Around the opening of each eye, from the outer corner along the upper lid."""
IRIS_EDGES = ((469, 471), (474, 476))
"""Across the right and the left iris."""
OUTER_CANTHUS = {"right": 33, "left": 263}
INNER_CANTHUS = {"right": 133, "left": 362}
EYE_CORNERS = (33, 133, 362, 263)
INNER_CORNERS = (133, 362)
INNER_BROW = {"right": (107, 55), "left": (336, 285)}
"""The inner end of each brow, its upper and its lower edge."""
GLABELLA, NASAL_ROOT = 9, 168
FACE_OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
"""Around the face, from the middle of the hair line; at the sides it runs before the ears."""
