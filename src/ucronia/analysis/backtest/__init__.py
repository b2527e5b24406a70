"""Forecasts from every fork held against what the record holds: scores beside baselines."""
