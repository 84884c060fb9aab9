"""What policy staff wrote: YAML text → a checked ruleset."""
