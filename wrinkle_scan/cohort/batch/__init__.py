"""A folder or a manifest of photos becomes a table: a row for each photo and region."""
