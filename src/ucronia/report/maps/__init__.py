"""Campaign maps of any span of the record."""
