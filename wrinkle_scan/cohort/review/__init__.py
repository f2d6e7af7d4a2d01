"""Blinded review: raters judge pairs of pictures without knowing which is which, and are compared with the tool."""
