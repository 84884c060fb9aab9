"""Contenders that decide about a whole register, each in a module by its name."""
