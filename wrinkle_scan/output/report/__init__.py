"""Results to look at: the overlay of one photo, and the page of a comparison."""
