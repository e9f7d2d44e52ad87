"""Where the bundle starts: the same as the script `spbe` of an installation."""

from spbe_cli.cli import main

main()
