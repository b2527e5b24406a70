"""Answers to what is asked: as objects, as dictionaries, and told in a terminal."""
