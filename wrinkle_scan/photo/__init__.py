"""Reads photos: a file becomes upright sRGB pixels, with its SHA-256, capture time and description."""
