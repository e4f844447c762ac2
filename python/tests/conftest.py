"""Charts and job descriptions of invented people and companies, and the command line that the same wheel brought."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHART = """\
Position ID,Title,Department,Reports To,Duties
P-1,Chief Executive Officer,Board,,
P-2,CIO & deputy CTO,IT,P-1,Runs IT operations.
P-3,"Head, of IT Operations",IT,P-2,"Keeps the servers, and the network."
P-4,Former CTO and assistant to the CIO,IT,P-2,
P-5,VP Engineering,Product,P-1,"Leads engineers who ship products to customers.
Owns the product roadmap."
P-6,Vertriebsleiter,Sales,P-1,
"""


@pytest.fixture
def chart(tmp_path):
    path = tmp_path / "chart.csv"
    path.write_text(CHART)
    return path


@pytest.fixture
def program():
    """Runs the program of the wheel, and returns its standard output."""
    name = shutil.which("rolecall", path=str(Path(sys.executable).parent))
    assert name, "the wheel brings the program"

    def run(*arguments, status=0):
        ran = subprocess.run([name, *map(str, arguments)], capture_output=True, check=False)
        assert ran.returncode == status, ran.stderr.decode()
        return ran.stdout

    return run
