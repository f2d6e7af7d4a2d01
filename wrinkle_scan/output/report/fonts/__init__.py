"""The typefaces of the PDF and of the overlay."""
