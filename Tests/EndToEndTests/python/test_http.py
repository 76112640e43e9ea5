"""RFC 9112 and RFC 9110, byte by byte: what is a request, what is refused, and how connections end."""

import json

import sentences
import wire
from appliance import Appliance, wait_until
from wire import PATH, exchange, split

HOST = b"Host: a\r\n"
CLOSE = b"Connection: close\r\n"
TARGET = PATH.encode()


def get(target=TARGET, fields=HOST, version=b"1.1", method=b"GET"):
    return method + b" " + target + b" HTTP/" + version + b"\r\n" + fields + CLOSE + b"\r\n"


def post(fields, body=b"", host=HOST):
    return (
        b"POST " + TARGET + b" HTTP/1.1\r\n" + host + CLOSE
        + b"Content-Type: application/x-www-form-urlencoded\r\n" + fields + b"\r\n" + body
    )


def length(value, body=b""):
    return post(b"Content-Length: " + value + b"\r\n", body)


def chunked(body, coding=b"chunked"):
    return post(b"Transfer-Encoding: " + coding + b"\r\n", body)


REQUEST_LINES = [
    ("two spaces before the target", b"GET  " + TARGET + b" HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    ("two spaces before the version", b"GET " + TARGET + b"  HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    ("a space at the end", b"GET " + TARGET + b" HTTP/1.1 \r\n" + HOST + b"\r\n", 400),
    ("a space at the start", b" GET " + TARGET + b" HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    ("tabs", b"GET\t" + TARGET + b"\tHTTP/1.1\r\n" + HOST + b"\r\n", 400),
    ("a lower-case method", get(method=b"get"), 501),
    ("an unknown method", get(method=b"BREW"), 501),
    ("TRACE", get(method=b"TRACE"), (405, 501)),
    ("a known method that the path has not", get(method=b"DELETE"), 405),
    ("CONNECT", b"CONNECT a:443 HTTP/1.1\r\n" + HOST + b"\r\n", 501),
    ("a method with a forbidden character", get(method=b"GE(T"), 400),
    ("a method of 33 bytes", get(method=b"M" * 33), 501),
    ("an empty line first", b"\r\n" + get(), 200),
    ("a lower-case version", b"GET " + TARGET + b" http/1.1\r\n" + HOST + b"\r\n", 400),
    ("a version without a minor", b"GET " + TARGET + b" HTTP/1\r\n" + HOST + b"\r\n", 400),
    ("HTTP/1.2", get(version=b"1.2"), 200),
    ("HTTP/2.0", get(version=b"2.0"), 505),
    ("HTTP/0.9 with a version", get(version=b"0.9"), 505),
    ("HTTP/0.9", b"GET " + TARGET + b"\r\n\r\n", 400),
    ("HTTP/0.9, and nothing behind its line", b"GET " + TARGET + b"\r\n", 400),
    ("a word, and nothing behind its line", b"HELLO\r\n", 400),
    ("HTTP/2's preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    ("a ClientHello on the plain port", bytes.fromhex("1603010200010001fc0303") + bytes(64), 400),
    ("absolute form", get(b"http://a" + TARGET), 200),
    ("absolute form, another host than Host", get(b"http://b:81" + TARGET), 200),
    ("absolute form, https without TLS", get(b"https://a" + TARGET), 421),
    ("absolute form, upper-case scheme", get(b"HTTP://a" + TARGET), 200),
    ("absolute form without a path", get(b"http://a"), (200, 302, 404)),
    ("absolute form without a path, with a query", get(b"http://a?x=1"), (200, 302, 404)),
    ("absolute form with user information", get(b"http://u:p@a" + TARGET), 400),
    ("absolute form without a host", get(b"http://" + TARGET), 400),
    ("absolute form without Host", get(b"http://a" + TARGET, fields=b""), 400),
    ("another scheme", get(b"ftp://a" + TARGET), 400),
    ("authority form with GET", get(b"a:80"), 400),
    ("a path without a slash", get(b"index"), 400),
    ("asterisk with GET", get(b"*"), 400),
    ("OPTIONS *", get(b"*", method=b"OPTIONS"), (200, 204)),
    ("OPTIONS of a path", get(method=b"OPTIONS"), (200, 204)),
    ("OPTIONS of the server in absolute form", get(b"http://a", method=b"OPTIONS"), 204),
    ("a backslash in the path", get(b"/x/..\\.." + TARGET), 400),
    ("an encoded backslash in the path", get(b"/x%5c..%5c.." + TARGET), 404),
    ("a line break in the path", get(TARGET + b"%0d%0aX:%20y"), 404),
    ("a fragment", get(TARGET + b"#x"), 400),
    ("%00 in the path", get(TARGET + b"%00"), 400),
    ("%zz in the path", get(TARGET + b"%zz"), 400),
    ("a percent sign at the end", get(TARGET + b"%4"), 400),
    ("%2e%2e climbs no higher than the root", get(b"/x/%2e%2e/..%2F%2e%2e" + TARGET), 200),
    ("a percent-encoded path", get(TARGET.replace(b"e", b"%65")), 200),
    ("a byte above ASCII in the target", get(TARGET + b"?x=\xc3\xa9"), 400),
    ("a NUL in the target", get(TARGET + b"\x00"), 400),
    ("DEL in the target", get(TARGET + b"\x7f"), 400),
]

FIELDS = [
    ("a folded line", get(fields=HOST + b"X: a\r\n b\r\n"), 400),
    ("a first line that is folded", get(fields=b" X: a\r\n" + HOST), 400),
    ("a space before the colon", get(fields=HOST + b"X : a\r\n"), 400),
    ("an empty name", get(fields=HOST + b": a\r\n"), 400),
    ("no colon", get(fields=HOST + b"X\r\n"), 400),
    ("a forbidden character in a name", get(fields=HOST + b"X(: a\r\n"), 400),
    ("a NUL in a value", get(fields=HOST + b"X: a\x00b\r\n"), 400),
    ("a CR in a value", get(fields=HOST + b"X: a\rb\r\n"), 400),
    ("a bare LF after a field", get(fields=HOST + b"X: a\n"), 400),
    ("a bare LF as the end of the head", b"GET " + TARGET + b" HTTP/1.1\r\n" + HOST + b"\n", 400),
    ("bare LFs only", get().replace(b"\r\n", b"\n"), 400),
    ("an empty value", get(fields=HOST + b"X:\r\n"), 200),
    ("bytes above ASCII in a value", get(fields=HOST + b"X: \xff\xe9\r\n"), 200),
    ("no space after the colon", get(fields=b"hOST:a\r\n"), 200),
    ("tabs around a value", get(fields=b"Host:\t a \t\r\n"), 200),
    ("100 fields", get(fields=HOST + b"X: a\r\n" * 98), 200),
    ("101 fields", get(fields=HOST + b"X: a\r\n" * 99), 431),
    ("no Host", get(fields=b""), 400),
    ("no Host in HTTP/1.0", get(fields=b"", version=b"1.0"), 200),
    ("two Hosts", get(fields=HOST + HOST), 400),
    ("two Hosts in HTTP/1.0", get(fields=HOST + HOST, version=b"1.0"), 400),
    ("an empty Host", get(fields=b"Host:\r\n"), 400),
    ("a Host with user information", get(fields=b"Host: u@a\r\n"), 400),
    ("a Host with a path", get(fields=b"Host: a/b\r\n"), 400),
    ("a Host with a space", get(fields=b"Host: a b\r\n"), 400),
    ("two Hosts in one", get(fields=b"Host: a, b\r\n"), 400),
    ("an IPv6 Host", get(fields=b"Host: [::1]:8443\r\n"), 200),
    ("an IPv6 Host that does not end", get(fields=b"Host: [::1\r\n"), 400),
    ("an empty port", get(fields=b"Host: a:\r\n"), 200),
    ("a port of letters", get(fields=b"Host: a:x\r\n"), 400),
    ("a port too large", get(fields=b"Host: a:65536\r\n"), 400),
    ("Expect: 100-continue without content", get(fields=HOST + b"Expect: 100-continue\r\n"), 200),
    ("Expect in another case", get(fields=HOST + b"Expect: 100-Continue\r\n"), 200),
    ("another expectation", get(fields=HOST + b"Expect: tea\r\n"), 417),
    ("two expectations", get(fields=HOST + b"Expect: 100-continue, tea\r\n"), 417),
    ("another expectation in HTTP/1.0", get(fields=HOST + b"Expect: tea\r\n", version=b"1.0"), 200),
]

# The number is the content's length where the answer is 200.
CONTENT = [
    ("length 0", length(b"0"), 200, 0),
    ("length 3", length(b"3", b"a=1"), 200, 3),
    ("leading zeros", length(b"0003", b"a=1"), 200, 3),
    ("white space around the length", length(b"  3\t", b"a=1"), 200, 3),
    ("a plus sign", length(b"+1", b"a"), 400, None),
    ("a minus sign", length(b"-1"), 400, None),
    ("an empty length", length(b""), 400, None),
    ("hexadecimal", length(b"0x1", b"a"), 400, None),
    ("a list of equal lengths", length(b"1, 1", b"a"), 400, None),
    ("a list of different lengths", length(b"1,2", b"ab"), 400, None),
    ("two equal lengths", length(b"1\r\nContent-Length: 1", b"a"), 400, None),
    ("two different lengths", length(b"1\r\nContent-Length: 2", b"ab"), 400, None),
    ("twenty digits", length(b"9" * 20), 413, None),
    ("a power of two too large for 64 bits", length(b"18446744073709551617", b"a"), 413, None),
    ("a space inside", length(b"1 1", b"a"), 400, None),
    ("length and coding", chunked(b"0\r\n\r\n", b"chunked\r\nContent-Length: 5"), 400, None),
    ("chunked", chunked(b"3\r\na=1\r\n0\r\n\r\n"), 200, 3),
    ("chunked in another case", chunked(b"3\r\na=1\r\n0\r\n\r\n", b"ChUnKeD"), 200, 3),
    ("chunked twice", chunked(b"0\r\n\r\n", b"chunked, chunked"), 400, None),
    ("chunked in two fields", chunked(b"0\r\n\r\n", b"chunked\r\nTransfer-Encoding: chunked"), 400, None),
    ("chunked, gzip", chunked(b"0\r\n\r\n", b"chunked, gzip"), 400, None),
    ("gzip, chunked", chunked(b"0\r\n\r\n", b"gzip, chunked"), 501, None),
    ("identity", chunked(b"", b"identity"), 400, None),
    ("an unknown coding", chunked(b"", b"tea"), 400, None),
    ("a coding that looks like chunked", chunked(b"0\r\n\r\n", b"xchunked"), 400, None),
    ("a quoted coding", chunked(b"0\r\n\r\n", b'"chunked"'), 400, None),
    ("a vertical tab before chunked", chunked(b"0\r\n\r\n", b"\x0bchunked"), 400, None),
    ("an empty coding", chunked(b"", b""), 400, None),
    ("empty members around chunked", chunked(b"0\r\n\r\n", b" , chunked\t,"), 200, 0),
    ("a coding with a space before the colon", post(b"Transfer-Encoding : chunked\r\n", b"0\r\n\r\n"), 400, None),
    ("a coding in HTTP/1.0", chunked(b"0\r\n\r\n").replace(b"HTTP/1.1", b"HTTP/1.0"), 400, None),
    ("hexadecimal sizes", chunked(b"A\r\n0123456789\r\na\r\n0123456789\r\n00\r\n\r\n"), 200, 20),
    ("extensions", chunked(b'1;a;b=c ; d="x;\\"y" \r\na\r\n0;e\r\n\r\n'), 200, 1),
    ("trailers", chunked(b"1\r\na\r\n0\r\nX: y\r\nZ:\r\n\r\n"), 200, 1),
    ("forbidden trailers are dropped", chunked(b"1\r\na\r\n0\r\nContent-Length: 9\r\nHost: b\r\n\r\n"), 200, 1),
    ("a folded trailer", chunked(b"0\r\nX: y\r\n z\r\n\r\n"), 400, None),
    ("a trailer without a colon", chunked(b"0\r\nX\r\n\r\n"), 400, None),
    ("no size", chunked(b"\r\na\r\n0\r\n\r\n"), 400, None),
    ("a minus sign in a size", chunked(b"-1\r\na\r\n0\r\n\r\n"), 400, None),
    ("a plus sign in a size", chunked(b"+1\r\na\r\n0\r\n\r\n"), 400, None),
    ("0x in a size", chunked(b"0x1\r\na\r\n0\r\n\r\n"), 400, None),
    ("a space before a size", chunked(b" 1\r\na\r\n0\r\n\r\n"), 400, None),
    ("a space after a size", chunked(b"1 \r\na\r\n0\r\n\r\n"), 400, None),
    ("a bare LF after a size", chunked(b"1\na\r\n0\r\n\r\n"), 400, None),
    ("a chunk that is longer than its size", chunked(b"1\r\nab\r\n0\r\n\r\n"), 400, None),
    ("a bare LF after a chunk", chunked(b"1\r\na\n0\r\n\r\n"), 400, None),
    ("a CR in an extension", chunked(b"1;a\rb\r\na\r\n0\r\n\r\n"), 400, None),
    ("a bare LF in an extension", chunked(b"1;a\nb\r\na\r\n0\r\n\r\n"), 400, None),
    ("a huge size", chunked(b"7fffffffffffffff\r\n"), 413, None),
    ("a size past 64 bits", chunked(b"10000000000000001\r\na\r\n"), (400, 413), None),
    ("endless zeros in a size", chunked(b"0" * 100), 400, None),
    ("extensions past their limit", chunked(b"1;" + b"x" * 4100), 400, None),
    ("trailers past their limit", chunked(b"0\r\nX: " + b"y" * 9000), 431, None),
]

BODY_LIMIT = 1024 * 1024
HEAD_LIMIT = 16 * 1024
TARGET_LIMIT = 8 * 1024


def head_of(count):
    start = b"GET " + TARGET + b" HTTP/1.1\r\n" + HOST + CLOSE + b"X: "
    return start + b"a" * (count - len(start) - 4) + b"\r\n\r\n"


LIMITS = [
    ("the longest target", get(TARGET + b"?" + b"x" * (TARGET_LIMIT - len(TARGET) - 1)), 200),
    ("one byte more", get(TARGET + b"?" + b"x" * (TARGET_LIMIT - len(TARGET))), 414),
    ("a target that never ends", b"GET /" + b"x" * 100_000, 414),
    ("the longest head", head_of(HEAD_LIMIT), 200),
    ("one byte more", head_of(HEAD_LIMIT + 1), 431),
    ("a head that never ends", head_of(100_000), 431),
    ("the longest content", length(b"%d" % BODY_LIMIT, b"x" * BODY_LIMIT), 200),
    ("one byte more", length(b"%d" % (BODY_LIMIT + 1), b"x" * (BODY_LIMIT + 1)), 413),
    ("the longest chunked content", chunked(b"%x\r\n" % BODY_LIMIT + b"x" * BODY_LIMIT + b"\r\n0\r\n\r\n"), 200),
    ("one byte more, in the last chunk",
     chunked(b"%x\r\n" % BODY_LIMIT + b"x" * BODY_LIMIT + b"\r\n1\r\nx\r\n0\r\n\r\n"), 413),
    ("four times as much", length(b"%d" % (4 * BODY_LIMIT), b"x" * (4 * BODY_LIMIT)), 413),
]


def check(name, data, expected, raw):
    expected = expected if isinstance(expected, tuple) else (expected,)
    answers = split(raw, data.lstrip().split(b" ", 1)[0].decode("latin-1"))
    assert len(answers) == 1, f"{name}: {answers}"
    assert answers[0].status in expected, f"{name}: {answers[0]}, not {expected}"
    assert answers[0].fields.get("connection") == ["close"], f"{name}: {answers[0]}"
    return answers[0]


def each(cases, port):
    problems = []
    for name, data, expected, *size in cases:
        try:
            answer = check(name, data, expected, exchange(port, data))
            if answer.status == 200 and size and b"{" in answer.body[:1]:
                assert json.loads(answer.body)["body_size"] == size[0], f"{name}: {answer}"
        except (AssertionError, OSError) as problem:
            problems.append(f"{name}: {problem!r}")
    assert not problems, "\n".join(problems)


with_http = ("--http-port", "0", "--diagnostics", "on")
shared = Appliance(*with_http)


def port():
    return shared.http_port


def test_request_lines():
    """request lines and targets, good and bad"""
    each(REQUEST_LINES, port())


def test_fields():
    """header fields, Host and Expect, good and bad"""
    each(FIELDS, port())


def test_content():
    """lengths, codings and chunks, good and bad"""
    each(CONTENT, port())


def test_limits():
    """what is at a limit is served, and one byte more is refused with an answer that arrives whole"""
    each(LIMITS, port())


def test_byte_by_byte():
    """requests that come byte by byte, and fifty in one packet, are answered in their order"""
    requests = [
        b"POST " + TARGET + b"?n=%d HTTP/1.1\r\n" % n + HOST
        + (b"Content-Type: application/x-www-form-urlencoded\r\n"
           b"Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nb=1\r\n0\r\nT: u\r\n\r\n" if n % 2 else b"Content-Length: 0\r\n\r\n")
        for n in range(49)
    ] + [get(TARGET + b"?n=49")]
    together = exchange(port(), b"".join(requests))
    with wire.connect(port()) as plain:
        for byte in b"".join(requests[-3:]):
            plain.send(bytes([byte]))
        slowly = wire.read_to_end(plain)
    answers = split(together)
    assert [json.loads(a.body)["last"]["n"] for a in answers] == [str(n) for n in range(50)]
    assert [json.loads(a.body)["last"]["n"] for a in split(slowly)] == ["47", "48", "49"]


def test_persistence():
    """the connection lives and ends as the versions and the Connection field say"""
    cases = [
        ("1.1", "", True), ("1.1", "close", False), ("1.1", "Close", False), ("1.1", "keep-alive", True),
        ("1.1", "foo, close", False), ("1.1", "keep-alive, close", False), ("1.1", "foo ,\tCLOSE ,", False),
        ("1.1", "closed", True), ("1.1", "x\r\nConnection: close", False), ("1.0", "", False),
        ("1.0", "keep-alive", True), ("1.0", "Keep-Alive, foo", True), ("1.0", "close, keep-alive", False),
    ]
    for version, value, stays in cases:
        field = f"Connection: {value}\r\n" if value else ""
        request = f"GET {PATH} HTTP/{version}\r\nHost: a\r\n{field}\r\n".encode()
        answers = split(exchange(port(), request + get()))
        assert len(answers) == (2 if stays else 1), (version, value, answers)
        said = answers[0].fields.get("connection")
        assert said == (["close"] if not stays else ["keep-alive"] if version == "1.0" else None), (version, value, said)


def test_head():
    """an answer to HEAD has no content, also where it is a refusal, and the next request is found"""
    request = get(method=b"HEAD").replace(CLOSE, b"")
    answers = split(exchange(port(), request + request + get()), ["HEAD", "HEAD", "GET"])
    assert [a.status for a in answers] == [200, 200, 200]
    assert int(answers[0].fields["content-length"][0]) > 0
    for bad in (get(method=b"HEAD", fields=b""), get(TARGET + b"%zz", method=b"HEAD")):
        (answer,) = split(exchange(port(), bad), "HEAD")
        assert answer.status == 400
        assert exchange(port(), bad).endswith(b"\r\n\r\n")


def test_continue():
    """100 comes before the content where it is asked for, and not where the request is refused anyway"""
    for framing, body in ((b"Content-Length: 3\r\n", b"a=1"), (b"Transfer-Encoding: chunked\r\n", b"3\r\na=1\r\n0\r\n\r\n")):
        with wire.connect(port()) as plain:
            plain.sendall(post(framing + b"Expect: 100-continue\r\n"))
            assert plain.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
            plain.sendall(body)
            (answer,) = split(wire.read_to_end(plain))
            assert answer.status == 200 and json.loads(answer.body)["body_size"] == 3
    raw = exchange(port(), post(b"Content-Length: 3\r\nExpect: 100-continue\r\n", b"a=1"))
    assert [a.status for a in split(raw)][-1] == 200
    raw = exchange(port(), post(b"Content-Length: 99999999\r\nExpect: 100-continue\r\n"))
    assert [a.status for a in split(raw)] == [413]


def test_half_close():
    """a client that ends its direction after the request still gets its answers"""
    once = get().replace(CLOSE, b"")
    assert [a.status for a in split(exchange(port(), once, end=True))] == [200]
    assert [a.status for a in split(exchange(port(), once * 20, end=True))] == [200] * 20
    assert exchange(port(), once[:-2], end=True) == b""
    assert exchange(port(), b"", end=True) == b""


def test_lingering():
    """bytes behind the last request do not destroy its answer"""
    for _ in range(20):
        with wire.connect(port()) as plain:
            plain.sendall(get())
            plain.sendall(b"x" * 200_000)
            (answer,) = split(wire.read_to_end(plain))
            assert answer.status == 200


def test_resets():
    """clients that reset at any moment leave nothing behind"""
    before = wire.sockets(shared.pid)
    for number in range(200):
        plain = wire.connect(port())
        plain.sendall(length(b"3", b"a=1")[: number % 120])
        wire.reset_on_close(plain)
        plain.close()
    wait_until(lambda: wire.sockets(shared.pid) <= before, "the descriptors' return")


if __name__ == "__main__":
    with shared:
        sentences.main(globals())
