"""Histories played become claims, each with its uncertainty."""
