"""Tests of the analysis of battles."""
