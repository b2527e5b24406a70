"""What a scenario's parts must be to one another, a file for each idea."""
