"""The photos there are and what is known of each before it is opened: a folder's names, or a manifest."""
