"""Tables of many photos, and the agreement of raters on blinded pairs."""
