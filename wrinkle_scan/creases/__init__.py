"""Creases: lines traced in the ridge response, each with its path, length, width, depth and probability."""
