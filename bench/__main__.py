"""`make bench`: measures the hub, a ticket's bytes and the kiosk, one after the other."""

import argparse
import json
import subprocess
import sys

PARTS = {
    "hub": "commands a second, press to wall, start",
    "printing": "a ticket's bytes, and what they cost",
    "kiosk": "touch to paper, scan to answer, start, idling, memory",
}
"""What else is in `bench/` is asked for by its name: each measures one thing, some for an hour."""


def main() -> int:
    """Run each part in a process of its own; gives 1 if one of them does not reach a target."""
    options = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    options.add_argument("--json", action="store_true", help="for machines: one object of all")
    as_json = options.parse_args().json
    figures, worst = {}, 0
    for part, what in PARTS.items():
        command = [sys.executable, "-m", f"bench.{part}"]
        if as_json:
            done = subprocess.run([*command, "--json"], stdout=subprocess.PIPE, check=False)
            figures[part] = json.loads(done.stdout)
        else:
            print(f"\n{part}: {what}", flush=True)
            done = subprocess.run(command, check=False)
        worst = max(worst, done.returncode)
    if as_json:
        print(json.dumps(figures, indent=2))
    return worst


if __name__ == "__main__":
    sys.exit(main())
