"""Tables of people drawn at random, and what the definition makes of each row."""
