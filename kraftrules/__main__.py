"""``python -m kraftrules``: the command line."""

import sys

from kraftrules.cli import main

if __name__ == "__main__":
    sys.exit(main())
