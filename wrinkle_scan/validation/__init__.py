"""Photos whose truth is known, made or real, and what the tool says of them."""
