"""Verification: known changes are made to photos, and the tool's answers are tested against its claims."""
