"""The page's parts, a Flask blueprint each."""
