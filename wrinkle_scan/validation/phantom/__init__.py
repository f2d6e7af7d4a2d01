"""Photos with a known truth: the tool's own yardstick."""
