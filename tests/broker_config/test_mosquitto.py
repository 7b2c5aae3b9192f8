"""What is rendered for Mosquitto follows from the zone and from nothing else."""

import re

import pytest

from broker_config.credentials import keep_credentials
from broker_config.knock import ACCEPTED, knock
from broker_config.mosquitto import (
    TLS_FILES,
    CannotRender,
    Place,
    access_list,
    configuration,
    hashed,
    render,
)
from broker_config.nats import subjects
from broker_config.rights import is_loopback, rights_in
from broker_config.running import Mosquitto


def settings(text):
    """Give the lines that are no comments."""
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def read_access_list(text):
    """Read an access list back into what it grants."""
    granted, user = set(), None
    for line in settings(text):
        if line.startswith("user "):
            user = line.removeprefix("user ")
        else:
            _, access, topic = line.split(" ")
            granted.add((user, access, topic))
    return granted


def test_the_access_list_grants_the_rights_and_nothing_else(zone):
    """Each line stands for one right of one user, and each right has its line."""
    rights = rights_in(zone)
    wanted = {(one.user, "write", topic) for one in rights for topic in one.write}
    wanted |= {(one.user, "read", topic) for one in rights for topic in one.read}
    assert read_access_list(access_list(rights)) == wanted


def test_no_topic_is_granted_before_the_first_user(zone):
    """A topic line above all user lines would be everybody's."""
    assert settings(access_list(rights_in(zone)))[0] == "user hub"


@pytest.mark.parametrize(
    ("topic", "wanted"),
    [
        ("wm/sued/hub", ["wm.sued.hub"]),
        ("wm/sued/reply/+", ["wm.sued.reply.*"]),
        ("wm/sued/view/#", ["wm.sued.view", "wm.sued.view.>"]),
    ],
)
def test_topics_become_subjects(topic, wanted):
    """What MQTT calls + and # is * and > for NATS, where > leaves out the parent."""
    assert subjects([topic]) == wanted


def test_a_hash_is_the_one_mosquitto_makes():
    """PBKDF2 over SHA-512 with 101 rounds and 12 bytes of salt, as 2.0.11 writes it."""
    assert hashed("secret", bytes(range(12))) == (
        "$7$101$AAECAwQFBgcICQoL$"
        "Xr99N9ym9ys8TWxis5ajETJq6EVYzmc6nb8t3pUYnPBbCAbICS4xejTltonXWCtJNBvA+By+TXUqU6qCblO00w=="
    )
    assert re.fullmatch(r"\$7\$101\$[A-Za-z0-9+/]{16}\$[A-Za-z0-9+/]{86}==", hashed("secret"))


def test_the_configuration_has_one_listener_and_lets_nobody_in_unnamed(zone):
    """The lines that keep strangers out are there, on loopback unless told otherwise."""
    lines = settings(configuration(zone.id, Place()))
    assert [line for line in lines if line.startswith("listener")] == ["listener 1883 127.0.0.1"]
    assert {
        "allow_anonymous false",
        "use_username_as_clientid true",
        "set_tcp_nodelay true",
        "acl_file /etc/mosquitto/wartemarke/acl",
        "password_file /etc/mosquitto/wartemarke/passwords",
    } <= set(lines)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "broker.example", "127.0.0.1.evil"])
def test_the_network_is_refused_without_tls(host):
    """Passwords do not travel in the clear unless somebody says so."""
    assert not is_loopback(host)
    with pytest.raises(CannotRender, match="in the clear; give --tls-folder"):
        Place(host)
    assert Place(host, allow_plain=True).host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_loopback_needs_no_tls(host):
    """What stays on the machine may be plain."""
    assert is_loopback(host)
    assert Place(host).tls is None


def test_a_missing_tls_file_is_named(tmp_path):
    """The sentence says which of the three files is not there."""
    for name in TLS_FILES[:2]:
        (tmp_path / name).touch()
    with pytest.raises(CannotRender, match=r"there is no server\.key in "):
        Place("10.0.0.1", tls=tmp_path)


def test_rendering_writes_three_private_files(zone, tmp_path):
    """The folder holds the configuration, the access list and the password file."""
    credentials = keep_credentials(zone, tmp_path, host="127.0.0.1", port=1883)
    written = render(zone, credentials, tmp_path, Place())
    assert [file.name for file in written] == ["mosquitto.conf", "acl", "passwords"]
    passwords = (tmp_path / "passwords").read_text()
    assert [line.split(":")[0] for line in passwords.splitlines()] == list(credentials.passwords)
    assert not any(password in passwords for password in credentials.passwords.values())


@pytest.mark.broker
def test_with_tls_the_port_takes_no_plain_client(zone, tmp_path, tls_folder):
    """The right password gets in over TLS and not without."""
    with Mosquitto(zone, tmp_path / "broker", tls_folder=tls_folder) as broker:
        password = broker.credentials.passwords["hub"]
        as_hub = {"client": "hub", "user": "hub", "password": password}
        assert knock(broker.host, broker.port, **as_hub, tls=broker.tls) == ACCEPTED
        assert knock(broker.host, broker.port, **as_hub) is None
