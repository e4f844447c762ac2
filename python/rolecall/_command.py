"""The command line, as the program `rolecall`."""

import signal
import sys

from . import _rolecall


def main():
    """Run the command line of this process, and end the process with its exit status."""
    # Python would only notice the interrupt once the command has ended.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_rolecall.command_line(["rolecall", *sys.argv[1:]]))
