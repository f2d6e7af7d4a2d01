"""The letters of the PDF and of the overlay."""
