"""Battles: who wins, what it costs, and how well that is foreseen."""
