"""Questions about rulesets themselves, each answered with a person who shows it."""
