"""An intake as the command line reads its candidates, and shows and writes what came of it."""
