"""Validation on photos whose true change is known, synthetic or real."""
