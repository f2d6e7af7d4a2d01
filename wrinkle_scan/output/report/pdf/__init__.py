"""Reports as PDF, drawn from the same data as the pages: A4 or Letter, with searchable text."""
