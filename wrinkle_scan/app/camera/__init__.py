"""Taking photos: what is asked for, what the camera sees, and what to do about it."""
