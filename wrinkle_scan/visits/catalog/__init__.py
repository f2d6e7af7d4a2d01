"""Lists the photos of a folder or manifest, with what their names or the manifest state, before they are opened."""
