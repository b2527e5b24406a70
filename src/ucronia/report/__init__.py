"""Claims become something to read, in Spanish and English."""
