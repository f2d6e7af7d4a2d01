"""The local page: a web server on this machine alone, and the pages that it shows."""
