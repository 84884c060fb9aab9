"""The condition language: a typed subset of FEEL. Knows nothing of rulesets."""
