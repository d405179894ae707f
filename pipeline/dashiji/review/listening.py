"""Listening: on this machine only."""

import socket

from dashiji.errors import UsageError

ADDRESS = "127.0.0.1"


def listen(port: int) -> socket.socket:
    """A socket on the loopback address; port 0 takes any that is free. Raises UsageError where the port is taken."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((ADDRESS, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise UsageError(f"port {port}: {error.strerror}; choose another with --port, or 0 for any") from error
    return listening


def hosts_of(port: int) -> tuple[str, ...]:
    """The names under which the server may be called."""
    return f"{ADDRESS}:{port}", f"localhost:{port}"
