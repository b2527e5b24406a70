"""The board's server: what the page may ask, and how it is kept from asking too much."""
