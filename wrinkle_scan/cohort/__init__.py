"""Many photos become a table; blinded pairs become the agreement of raters."""
