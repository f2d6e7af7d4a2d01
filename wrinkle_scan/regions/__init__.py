"""The treatment regions, each rectified onto a millimetre grid that follows the face."""
