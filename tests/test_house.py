"""What the house says of itself is so: documents, catalogues and the tree fit the code."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from waiting_room.__main__ import PROGRAMS
from waiting_room.rules.commands import COMMANDS
from waiting_room.rules.counter import Clerk, Counter
from waiting_room.rules.events import EVENTS
from waiting_room.rules.service import BookingTerms, Service
from waiting_room.rules.zone import Calling, Device, Zone
from waiting_room.wire.views import PUBLIC_VIEWS, VIEWS
from waiting_room.words.catalogue import FOLDER, LANGUAGES

ROOT = Path(__file__).parent.parent
PACKAGES = ("waiting_room", "kiosk", "counter", "display", "website", "hardware", "broker_config")
SOURCES = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
QML = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.qml"))]
TEMPLATES = sorted((ROOT / "website" / "templates").glob("*.html"))
LONGEST = 300


def doc(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


@pytest.mark.parametrize("name", [*COMMANDS, *EVENTS])
def test_every_command_and_event_is_in_the_protocol(name):
    """Nothing travels or is kept that the protocol page does not name."""
    assert f"`{name}`" in doc("protocol.md") or f"/{name}`" in doc("protocol.md")


@pytest.mark.parametrize(
    "topic", [*(f"view/{name}" for name in VIEWS), *(f"public/{name}" for name in PUBLIC_VIEWS)]
)
def test_every_view_is_in_the_protocol(topic):
    """Each view stands in the table of views."""
    assert f"| `{topic}` |" in doc("protocol.md")


def test_every_refusal_is_in_the_protocol():
    """A client can look up every code that the hub can answer with."""
    codes = set()
    for file in (ROOT / "waiting_room").rglob("*.py"):
        codes |= set(re.findall(r'(?:Refused|Unreadable)\(\s*"([a-z_]+)"', file.read_text("utf-8")))
    assert codes
    missing = [code for code in sorted(codes) if f"`{code}`" not in doc("protocol.md")]
    assert missing == []


def test_the_asyncapi_document_is_up_to_date():
    """docs/asyncapi.json is what the message classes say now."""
    made = subprocess.run(
        [sys.executable, "-m", "waiting_room.wire.asyncapi"], capture_output=True, check=True
    )
    assert json.loads(made.stdout) == json.loads(doc("asyncapi.json"))


def test_every_program_is_in_the_readme():
    """The README names each program that can be started."""
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in PROGRAMS if f"wartemarke {name}" not in readme] == []


def test_the_readmes_make_targets_exist():
    """Each `make …` in README and docs is a target."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    texts = [(ROOT / "README.md").read_text("utf-8"), *map(doc, ("install.md", "operations.md"))]
    named = {
        name
        for text in texts
        for name in re.findall(r"(?:`|^)make ([a-z-]+)", text, flags=re.MULTILINE)
    }
    assert named <= targets, named - targets


@pytest.mark.parametrize("part", [Zone, Service, BookingTerms, Counter, Clerk, Device, Calling])
def test_every_setting_of_a_zone_is_in_the_install_guide(part):
    """Whoever writes a zone finds each field named."""
    parts = {"hours", "services", "counters", "calling", "devices"}
    missing = [name for name in part.model_fields if f"`{name}" not in doc("install.md")]
    assert [name for name in missing if name not in parts] == []


def test_every_link_in_the_documents_leads_somewhere():
    """Files that README and docs link to are there."""
    for file in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", file.read_text("utf-8")):
            if "://" not in link:
                assert (file.parent / link).exists(), f"{file.name} links to {link}"


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_file_is_short_enough_to_have_one_subject(file):
    """A file over 300 lines has two subjects."""
    assert len(file.read_text("utf-8").splitlines()) <= LONGEST


def messages_in_use() -> set[str]:
    """Find every message that screens, paper and pages say, in the sources themselves."""
    found = set()
    for file in QML:
        found |= set(re.findall(r'qsTr\("((?:[^"\\]|\\.)+)"\)', file.read_text("utf-8")))
    for file in [*SOURCES, *TEMPLATES]:
        text = file.read_text("utf-8")
        for one in re.findall(r"""\b(?:say|count|message)\(\s*(?:"((?:[^"\\]|\\.)+)")""", text):
            found.add(one)
    return {
        text.encode().decode("unicode_escape").encode("latin-1").decode() if "\\" in text else text
        for text in found
    }


def catalogue_ids(language: str) -> dict[str, bool]:
    """Give each message of a catalogue, and whether it is translated."""
    with (FOLDER / f"{language}.po").open("rb") as opened:
        book = read_po(opened, locale=language)
    ids = {}
    for message in book:
        if message.id:
            one = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string if isinstance(message.string, list | tuple) else [message.string]
            ids[one] = all(said) and not message.fuzzy
    return ids


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_everything_a_person_reads_is_translated(language):
    """Every message in use stands in every catalogue, translated; nothing else does."""
    ids = catalogue_ids(language)
    assert sorted(messages_in_use() - set(ids)) == []
    assert [id for id, done in ids.items() if not done] == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_translations_keep_their_fields(language):
    """A {field} of a message is in each of its translations."""
    with (FOLDER / f"{language}.po").open("rb") as opened:
        book = read_po(opened, locale=language)
    for message in book:
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = set(re.findall(r"{\w+}", ids[-1]))
        said = [message.string] if isinstance(message.string, str) else list(message.string or ())
        for text in said:
            assert set(re.findall(r"{\w+}", text)) <= wanted, f"{ids[0]} → {text}"
            if len(said) == 1:
                assert set(re.findall(r"{\w+}", text)) == wanted, f"{ids[0]} → {text}"
