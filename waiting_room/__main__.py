"""`wartemarke PROGRAM`: starts one of the programs, each as `python -m` would."""

import runpy
import sys
from importlib.metadata import version

PROGRAMS = {
    "hub": ("waiting_room.hub", "keep the waiting room: the one process that writes"),
    "kiosk": ("kiosk", "the touch screen at the door"),
    "counter": ("counter", "the clerk's window"),
    "display": ("display", "the wall"),
    "website": ("website", "the public pages"),
    "broker": ("broker_config", "run the embedded broker, or render Mosquitto's files"),
    "doctor": ("kiosk.doctor", "what is wrong with a kiosk's machine, in sentences"),
    "report": ("waiting_room.hub.report", "the figures of a day"),
    "simulate": ("waiting_room.simulator", "days of a zone ahead of time, to compare"),
    "demo": ("waiting_room.demo", "a whole zone on this machine"),
    "printer": ("hardware.emulator", "a printer on port 9100 that prints pictures"),
}


def main() -> int:
    """Start the program named by the first argument; 2 for wrong use."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--version"]:
        print(f"wartemarke {version('wartemarke')}")
        return 0
    if not arguments or arguments[0] in ("-h", "--help"):
        print(usage())
        return 0 if arguments else 2
    if arguments[0] not in PROGRAMS:
        print(f'wartemarke: there is no program "{arguments[0]}"\n\n{usage()}', file=sys.stderr)
        return 2
    module, _ = PROGRAMS[arguments[0]]
    sys.argv = [f"wartemarke {arguments[0]}", *arguments[1:]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    return 0


def usage() -> str:
    """List the programs."""
    lines = [f"  {name:<9} {purpose}" for name, (_, purpose) in PROGRAMS.items()]
    return "\n".join(
        ["usage: wartemarke PROGRAM [--help] …", "", *lines, "", "wartemarke --version"]
    )


if __name__ == "__main__":
    sys.exit(main())
