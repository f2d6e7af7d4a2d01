"""Two photos compared: made alike, measured by the same rules, judged with an interval and a detection limit."""
