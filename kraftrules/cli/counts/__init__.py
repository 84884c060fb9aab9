"""A report on the terminal, as a page and as a file."""
