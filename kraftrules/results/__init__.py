"""What became of those who took part: counted, with stated denominators and all that is unknown."""
