"""Decisions about a whole table: in batches and in parts, and what they come to."""
