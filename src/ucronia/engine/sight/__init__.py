"""What rules see of a state: the functions that expressions ask."""
