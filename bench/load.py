"""Ask one page again and again over four connections: ``python -m bench.load PORT PAGE SECONDS COOKIE``."""

import socket
import sys
import threading
import time

CONNECTIONS = 4


def ask(port: int, wanted: bytes, until: float, counts: list[int]) -> None:
    """Until the time is over; counts answers and refusals."""
    connection = socket.create_connection(("127.0.0.1", port))
    file = connection.makefile("rb")
    while time.monotonic() < until:
        connection.sendall(wanted)
        line = file.readline()
        if not line:
            connection.close()
            connection = socket.create_connection(("127.0.0.1", port))
            file = connection.makefile("rb")
            continue
        length, closes = 0, False
        while header := file.readline().strip().lower():
            name, _colon, value = header.partition(b":")
            if name == b"content-length":
                length = int(value)
            closes |= name == b"connection" and value.strip() == b"close"
        file.read(length)
        counts[line.split()[1] != b"200"] += 1
        if closes:
            connection.close()
            connection = socket.create_connection(("127.0.0.1", port))
            file = connection.makefile("rb")


def main(port: int, page: str, seconds: float, cookie: str) -> None:
    wanted = f"GET {page} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode()
    counts, until = [0, 0], time.monotonic() + seconds
    asking = [threading.Thread(target=ask, args=(port, wanted, until, counts)) for _ in range(CONNECTIONS)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    sys.stdout.write(f"{counts[0]} answers, {counts[1]} refused\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), sys.argv[4])
