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
    if len(body) > 127:
        raise ValueError("a knock is short: its length must fit into one byte")
    try:
        with socket.create_connection((host, port), wait_s) as plain:
            line = tls.wrap_socket(plain, server_hostname=host) if tls else plain
            with line:
                line.sendall(bytes([CONNECT, len(body)]) + body)
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
