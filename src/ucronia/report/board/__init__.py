"""What the board shows, as plain data for a page."""
