"""The photos of a patient by visit, and the course of a treatment over the visits."""
