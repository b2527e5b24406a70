"""Calibration: what the record teaches of the parameters, by its likelihood."""
