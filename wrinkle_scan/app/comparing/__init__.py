"""Two photos, or two visits, in and the answer out."""
