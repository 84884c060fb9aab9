"""Alla scenarier i features, mot regelverken i rulesets."""

from pytest_bdd import scenarios

from kraftrules.bdd import *  # noqa: F403

scenarios("features")
