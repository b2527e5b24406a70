"""Anything a scenario holds, explained: what it is, what sources say, its basis."""
