"""A folder of files as frozen values, or all its problems."""
