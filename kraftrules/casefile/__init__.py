"""The case file: facts that arrive over time, what follows from each, and what must be done by when."""
