"""The record as files for the tools that historians use: one format a file."""
