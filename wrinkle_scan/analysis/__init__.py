"""One photo measured: all of the rooms below put together, here or in a process of its own."""
