"""How a process of our own is started that a terminal's Ctrl-C does not reach."""

import subprocess
import sys


def detached() -> dict[str, object]:
    """What `subprocess.Popen` is told, so that a child outlives its terminal's Ctrl-C and its parent."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        return {"creationflags": flags}
    return {"start_new_session": True}
