"""Tests of Ucronía."""
