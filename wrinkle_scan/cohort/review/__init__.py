"""Blinded review: people judge pairs of pictures without knowing which is which, and are held against the tool."""
