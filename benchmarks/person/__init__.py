"""Engines that decide about one person at a time, each in a module by its name."""
