"""The face in a photo: landmarks, millimetres per pixel, head pose, expression signals."""
