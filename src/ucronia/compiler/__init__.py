"""A scenario's names as indices, and its values as the engine's arrays."""
