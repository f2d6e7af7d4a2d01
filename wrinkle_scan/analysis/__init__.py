"""One photo measured: all of the measuring rooms put together, here or in a process of its own."""
