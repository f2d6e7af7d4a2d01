"""The face in a photo: landmarks, millimetres per pixel, attitude, expression signals."""
