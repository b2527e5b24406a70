"""What was found, drawn; matplotlib is loaded when something is."""
