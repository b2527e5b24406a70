"""The record read by a person: day by day, force by force, dispute by dispute."""
