"""The two model files and their licence; see README.md in this folder."""
