"""What a reader asks, played on and answered: evaluate, what if, compare, when, believe."""
