"""Two photos compared: made alike, measured with one ruler, judged with an interval and a detection limit."""
