"""The wheel brings the command line."""

import subprocess
import sys


def test_the_program_has_its_exit_status(chart, program, tmp_path):
    assert program("--version").decode().startswith("rolecall ")
    assert b"RC" in program("audit", chart, "--fail-on", "info", status=1)
    program("audit", tmp_path / "none.csv", status=2)


def test_the_module_is_the_program():
    ran = subprocess.run([sys.executable, "-m", "rolecall", "--help"], capture_output=True, check=True)
    assert b"Usage: rolecall" in ran.stdout
