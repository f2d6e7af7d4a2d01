"""Lists the photos of a folder or manifest, with what names or the manifest state about each before it is opened."""
