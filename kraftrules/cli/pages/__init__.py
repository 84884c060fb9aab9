"""A ruleset as a page in plain language, a section a file."""
