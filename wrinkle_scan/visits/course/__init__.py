"""The visits of one patient: the course of severity over time, relative to the treatments."""
