"""Rules of the day at sea: where fleets go, and what happens where they meet."""
