"""What is missed or wrong in the half of the pages that is development."""

import argparse
from pathlib import Path

from tests.eval.rest import show

parser = argparse.ArgumentParser(prog="python -m tests.eval.rest", description=__doc__)
parser.add_argument("data", type=Path, help="folder of development data")
show(parser.parse_args().data)
