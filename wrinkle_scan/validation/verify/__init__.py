"""The whole proof: known changes are made to photos, and what the tool says about them is held against its claims."""
