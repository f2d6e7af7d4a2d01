"""Validation on photos of known truth, synthetic or real."""
