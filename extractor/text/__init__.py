"""Text and places: the view of a source, its layout repaired."""
