"""The machine: who asks, the screen, the letters, and programs that get in the way."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from kiosk.doctor.finding import Finding, look, ok, wrong
from waiting_room.ui.fonts import NEEDED, missing_families

PROCESSES = Path("/proc")
X_SOCKETS = Path("/tmp/.X11-unix")
IN_THE_WAY = {
    "ModemManager": "it takes serial scanners for modems: apt-get remove modemmanager",
    "brltty": "it takes serial adapters for braille displays: apt-get remove brltty",
    "cupsd": "take the kiosk's printer out of it, or apt-get remove cups",
}


def look_at_user() -> Iterator[Finding]:
    """Who asks decides what can be found: root may open everything."""
    if os.geteuid() == 0:
        yield look(
            "user",
            "this is root, who may use every device, so that a missing right does not show",
            "run it as the kiosk does: runuser -u wartemarke -- wartemarke doctor …",
        )


def look_at_screen(environment: Mapping[str, str], x_sockets: Path = X_SOCKETS) -> Finding:
    """Is there a screen in this session?"""
    wayland, display = environment.get("WAYLAND_DISPLAY"), environment.get("DISPLAY")
    if wayland:
        socket = Path(environment.get("XDG_RUNTIME_DIR", "/"), wayland)
        return _shown(f"Wayland at {socket}", socket)
    if display and display.startswith(":"):
        socket = x_sockets / f"X{display[1:].partition('.')[0]}"
        return _shown(f"X at DISPLAY={display}", socket)
    if display:
        return ok("screen", f"X on another machine, DISPLAY={display}")
    return look(
        "screen",
        "this session has none",
        "nothing, if it is over ssh or in a console: the kiosk runs beneath cage "
        "(systemctl status wartemarke-kiosk)",
    )


def _shown(name: str, socket: Path) -> Finding:
    if os.access(socket, os.W_OK, effective_ids=True):
        return ok("screen", name)
    return wrong("screen", f"{name} does not answer this user", "start it, or ask as its user")


def look_at_drawing(environment: Mapping[str, str]) -> Finding:
    """What draws: the processor, unless somebody has chosen otherwise."""
    backend = environment.get("QT_QUICK_BACKEND", "software")
    if backend == "software":
        return ok("drawing", "by the processor, which is fast enough for every screen of ours")
    return look(
        "drawing",
        f"QT_QUICK_BACKEND={backend} draws with the graphics chip",
        "without a good one every touch takes a tenth of a second: leave the variable out",
    )


def look_at_letters() -> Finding:
    """Are the letters of all languages there? Needs a QGuiApplication."""
    missing = missing_families()
    if not missing:
        return ok("letters", f"{' and '.join(NEEDED)} are installed")
    return wrong("letters", f"no {' and no '.join(missing)}", "apt-get install fonts-noto-core")


def look_at_others(processes: Path = PROCESSES) -> Iterator[Finding]:
    """Which programs run that take scanners or printers for themselves?"""
    names = {_name(file) for file in processes.glob("[0-9]*/comm")}
    for name in sorted(names & set(IN_THE_WAY)):
        yield look("other programs", f"{name} runs here", IN_THE_WAY[name])


def _name(file: Path) -> str:
    try:
        return file.read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""  # it has ended just now
