"""`python -m rolecall` is the command line."""

from ._command import main

main()
