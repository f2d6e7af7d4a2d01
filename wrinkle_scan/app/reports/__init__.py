"""What a folder gives out: tables, courses, reviews, and what was consented to."""
