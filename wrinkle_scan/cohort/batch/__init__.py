"""Scores a folder or a manifest of photos into a table with a row for each photo and region."""
