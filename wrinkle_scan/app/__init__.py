"""A folder of patients as a page in the browser, on this machine only."""
