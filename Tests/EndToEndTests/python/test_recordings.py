"""What reports link to: transcripts, and videos that a browser plays, in parts and as files."""

import re
import struct
import xml.etree.ElementTree as ElementTree

from appliance import HOST, Appliance, url, wait_until
from browser import Browser

FLAGS = ("--simulation", "off", "--clock-rate", "0", "--clock-start", "2016-10-01T00:00:00Z")
ENDED, SHELLS = "a5eaaa58591047b88556f944804227b0", "5bf07601298b495b87310da9ce571e22"


def links(session, lsid):
    """The links of a session, as paths, by their elements' names."""
    query = {"generate_report": "SupportSession", "lsid": lsid}
    root = ElementTree.fromstring(session.get(url("/api/reporting"), params=query, timeout=60).content)
    found = [(e.tag.partition("}")[2], e.text) for e in root.iter() if "session_download?" in (e.text or "")]
    return {name: "/session_download" + text.partition("/session_download")[2] for name, text in found}


def boxes(content):
    """The boxes of an MP4 file, one after the other."""
    place = 0
    while place < len(content):
        length, name = struct.unpack(">I4s", content[place:place + 8])
        assert 8 <= length <= len(content) - place, (place, length)
        yield name.decode(), content[place + 8:place + length]
        place += length


def seconds(content):
    """How long a video is, by its header."""
    movie = dict(boxes(content))["moov"]
    header = dict(boxes(movie))["mvhd"]
    scale, duration = struct.unpack(">II", header[12:20])
    return duration / scale


def test_files(appliance, found, shells):
    """Each link is a file with a length and a name; HEAD says the same, and parts make up the whole."""
    session = appliance.session()  # Without a token: the hash authorises.
    for path, name, length in (
        (found["session_recording_download_url"], f"recording-{ENDED}.mp4", 1260),
        (found["download_url"], f"show-my-screen-{ENDED}-0.mp4", None),
        (shells["download_url"], f"command-shell-{SHELLS}-0.mp4", None),
    ):
        file = session.get(url(path), timeout=120)
        assert file.status_code == 200 and file.headers["Content-Type"] == "video/mp4", (path, file.text[:300])
        assert file.headers["Content-Disposition"] == f'attachment; filename="{name}"', file.headers
        assert int(file.headers["Content-Length"]) == len(file.content)
        assert [name for name, _ in boxes(file.content)] == ["ftyp", "moov", "mdat"]
        assert seconds(file.content) == length if length else 5 < seconds(file.content) <= 180
        head = session.head(url(path), timeout=60)
        assert {**head.headers, "Date": ""} == {**file.headers, "Date": ""} and not head.content, head.headers
        tail = session.get(url(path), headers={"Range": "bytes=-100", "If-Range": file.headers["ETag"]}, timeout=60)
        assert tail.status_code == 206 and tail.content == file.content[-100:]
        assert int(tail.headers["Content-Length"]) == 100
        past = session.get(url(path), headers={"Range": f"bytes={len(file.content)}-"}, timeout=60)
        assert (past.status_code, past.headers["Content-Range"]) == (416, f"bytes */{len(file.content)}")
    text = session.get(url(found["session_chat_download_url"]), timeout=60).text
    assert "Sofia Rossi: I would like to share my calendar with a colleague.\n" in text, text


def test_browser(appliance, found, shells):
    """A browser shows the transcript, plays the videos and jumps in them."""
    with Browser(appliance) as browser:
        base = f"https://{HOST}:{appliance.port}"
        browser.open(base + found["session_chat_view_url"])
        assert "share my calendar" in browser.text("ol.chat") and "Sofia Rossi" in browser.text("dl")
        for path in (found["session_recording_view_url"], shells["view_url"]):
            browser.open(base + path)
            browser.run("var v = document.querySelector('video'); v.muted = true; v.play();")
            wait_until(
                lambda: browser.run("var v = document.querySelector('video'); return v.readyState >= 3 && v.currentTime > 0.2"),
                "a video that plays", 30)
            size = browser.run("var v = document.querySelector('video'); return [v.videoWidth, v.videoHeight, v.duration]")
            assert size[:2] == [640, 360] and size[2] > 5, size
            browser.run("var v = document.querySelector('video'); v.currentTime = v.duration / 2")
            wait_until(
                lambda: browser.run(
                    "var v = document.querySelector('video');"
                    "return !v.seeking && v.readyState >= 3 && v.currentTime >= v.duration / 2"),
                "a video that goes on from its middle", 30)
        assert not [line for line in browser.console() if "favicon" not in line], browser.console()


with Appliance(*FLAGS) as appliance:
    session = appliance.session(appliance.token())
    found, shells = links(session, ENDED), links(session, SHELLS)
    assert re.search("m%3Drecording", found["session_recording_view_url"]), found
    test_files(appliance, found, shells)
    test_browser(appliance, found, shells)
    appliance.control("PATCH", "settings", {"recording_retention": 60})
    expired = session.get(url("/api/reporting"), params={
        "generate_report": "SupportSessionRecording", "lsid": ENDED}, timeout=60)
    assert "This recording has expired and can no longer be viewed or downloaded.</error>" in expired.text
    assert appliance.session().get(url(found["session_recording_view_url"]), timeout=60).status_code == 410
    assert appliance.stop() == 0
print("links lead to transcripts and to videos that play")
