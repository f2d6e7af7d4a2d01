"""The visits of one patient: their course over time, told against the treatments."""
