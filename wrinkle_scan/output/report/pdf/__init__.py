"""Reports as PDF, drawn from the same facts as the pages: A4 or Letter, with text that can be searched."""
