"""The doors: the shell and Python. Nothing is reckoned here."""
