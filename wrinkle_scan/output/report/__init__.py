"""Visual output: overlays, pages of comparisons and courses, and PDF reports."""
