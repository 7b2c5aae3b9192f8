"""Knock: a single MQTT CONNECT, to learn whether a broker answers there and what it says."""

import socket
import ssl

CONNECT, CONNACK = 0x10, 0x20
CLEAN_SESSION, HAS_PASSWORD, HAS_USER = 0x02, 0x40, 0x80
LEVEL_3_1_1 = 4
KEEPALIVE_S = 10

ACCEPTED, NOT_AUTHORIZED = 0, 5
"""Return codes of a CONNACK."""


def knock(
    host: str,
    port: int,
    *,
    client: str = "",
    user: str | None = None,
    password: str | None = None,
    tls: ssl.SSLContext | None = None,
    wait_s: float = 2.0,
) -> int | None:
    """Connect, read the CONNACK's return code and hang up; None if no MQTT broker answers."""
    try:
        with socket.create_connection((host, port), wait_s) as plain:
            line = tls.wrap_socket(plain, server_hostname=host) if tls else plain
            with line:
                return greet(line, client=client, user=user, password=password)
    except OSError:
        return None


def greet(
    line: socket.socket, *, client: str = "", user: str | None = None, password: str | None = None
) -> int | None:
    """Give the CONNACK's return code on an open line; None if no MQTT broker answers."""
    flags = CLEAN_SESSION
    words = [client]
    if user is not None:
        flags |= HAS_USER
        words.append(user)
    if password is not None:
        flags |= HAS_PASSWORD
        words.append(password)
    head = _word("MQTT") + bytes([LEVEL_3_1_1, flags]) + KEEPALIVE_S.to_bytes(2, "big")
    body = head + b"".join(_word(word) for word in words)
    size = len(body)
    length = bytes([size]) if size < 128 else bytes([size % 128 | 0x80, size // 128])
    try:
        line.sendall(bytes([CONNECT]) + length + body)
        answer = _read(line, 4)
    except OSError:
        return None
    return answer[3] if len(answer) == 4 and answer[0] == CONNACK else None


def _word(text: str) -> bytes:
    raw = text.encode()
    return len(raw).to_bytes(2, "big") + raw


def _read(line: socket.socket, size: int) -> bytes:
    answer = b""
    while len(answer) < size and (more := line.recv(size - len(answer))):
        answer += more
    return answer
