"""What photos there are of a patient, and the course of a treatment over them."""
