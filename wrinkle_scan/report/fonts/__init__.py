"""The letters of the PDF."""
