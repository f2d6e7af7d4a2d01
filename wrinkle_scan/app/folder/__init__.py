"""The folder of patients, as `batch` and `progress` read it: what the page keeps there, and nothing of the browser."""
