"""Engines: each decides by a plan, and each is held to `kraftrules.feel.evaluate`."""
