"""One history, a day at a time: arrays in, arrays out."""
