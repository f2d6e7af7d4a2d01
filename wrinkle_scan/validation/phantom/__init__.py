"""Phantoms: photos altered by computation, so that the true change is known."""
