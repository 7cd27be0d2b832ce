"""The command line: what is said to whom, and with which exit code.

The verbs live in modules by what a person wants: :mod:`.start` (a workspace), :mod:`.work` (the
stages), :mod:`.look` (reading the store), :mod:`.judge` (what a person decides), :mod:`.data`
(models, filters), :mod:`.operate` (years of running). They import nothing heavy at the top, so that
``claimwire --help`` answers at once.

Results go to stdout (JSON with ``--json``); progress and remarks go to stderr.
"""

from __future__ import annotations

import errno
import sys
import traceback
from collections.abc import Sequence

import click

from claimwire import __version__
from claimwire.cli import data, judge, look, operate, start, work
from claimwire.cli.app import App, shared_options
from claimwire.errors import ClaimwireError

EXIT_DONE = 0
EXIT_USAGE = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130

_BUG = "claimwire: this is a bug; please report the trace above."
_CONTINUES = "What was done is kept; the next run continues there."
_MACHINE = {
    errno.ENOSPC: "Make room on the disk.",
    errno.EDQUOT: "Make room within the quota of this user.",
    errno.EFBIG: "The file would be larger than this user may write.",
    errno.EROFS: "The disk takes no changes: mount it for writing.",
    errno.EACCES: "Check who owns the folder.",
    errno.EPERM: "Check who owns the folder.",
    errno.EIO: "Look at the health of the disk.",
}
"""What the machine refuses, and what helps: no fault of the program."""

_EPILOG = """\b
Exit codes
  0    done
  1    done, but something needs a person (ill sources, rejected input)
  2    wrong use, configuration or schema revision; no room, no database
  3    finished, but more than the configured share failed
  70   a bug, with its trace
  75   another run holds the lock of the workspace
  130  interrupted after a clean commit
"""


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="claimwire")
@shared_options
@click.pass_context
def cli(context: click.Context) -> None:
    """Track who said what about AI intellectual property, and how it reached us.

    A workspace is a folder made by `claimwire init`; `claimwire run` does the whole job in it once
    and is the line for cron. `claimwire demo` shows it all on a bundled archive, offline.
    """
    context.ensure_object(App)


for module in (start, work, look, judge, data, operate):
    for command in module.COMMANDS:
        cli.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    try:
        result = cli.main(args=list(arguments), prog_name="claimwire", standalone_mode=False)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort:
        return _say("interrupted", EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except ClaimwireError as error:
        return _say(f"claimwire: {error}", error.exit_code)
    except KeyboardInterrupt:
        return _say("claimwire: interrupted", EXIT_INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read us has left; there is nobody to tell
        return EXIT_DONE
    except OSError as error:
        if error.errno not in _MACHINE:
            traceback.print_exc()
            return _say(_BUG, EXIT_BUG)
        return _say(f"claimwire: {error}\n  {_MACHINE[error.errno]} {_CONTINUES}", EXIT_USAGE)
    except Exception:
        traceback.print_exc()
        return _say(_BUG, EXIT_BUG)
    return result if isinstance(result, int) else EXIT_DONE


def _say(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code
