"""The rules of the day for polities and provinces: rules, treasury, provinces, relations."""
