"""The archives of a day with a simulation, stops, kills and gaps: whoever replays them is never led astray."""

import gzip
import json
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

from appliance import Appliance, url

DAY = "2026-03-02"


class Reader:
    """Reads a day's archives as an integration does."""

    def __init__(self, appliance, date=DAY):
        self.session, self.date = appliance.session(appliance.token()), date

    def get(self, **parameters):
        return self.session.get(url("/api/reporting"), params={**parameters, "date": self.date}, timeout=60).content

    def entries(self):
        """Kind, index and time of each archive, and of a state archive the event archive that follows it."""
        for element in ElementTree.fromstring(self.get(generate_report="ArchiveListing")):
            namespace, tag = element.tag[1:].split("}")
            time = int(element.find(f"{{{namespace}}}time").get("timestamp"))
            following = element.findtext(f"{{{namespace}}}event_archive_index")
            yield tag.split("_")[0], element.findtext(f"{{{namespace}}}index"), time, following

    def text(self, kind, index):
        return gzip.decompress(self.get(generate_report="Archive", type=kind, index=index)).decode()


def apply(tables, event):
    kind, data = event["type"], event.get("data")
    if kind == "truncate_model":
        tables.clear()
    elif kind == "model_delete":
        for table, ids in data.items():
            for row_id in ids:
                del tables[table][row_id]
    elif kind == "session_event":
        assert isinstance(event["lsid"], str) and isinstance(event["name"], str), event
    else:
        for table, rows in data.items():
            for row_id, fields in rows.items():
                known = tables.setdefault(table, {})
                assert (row_id in known) == (kind == "model_update"), event
                known.setdefault(row_id, {}).update(fields)


def filled(tables):
    return {table: rows for table, rows in tables.items() if rows}


def replay(reader):
    """Replays the day; answers the times of the state archives, as minutes of the day."""
    tables, snapshots, latest = None, [], 0
    following = None
    for kind, index, time, next_index in reader.entries():
        if kind == "state":
            archived = {table: rows or {} for table, rows in json.loads(reader.text("state", index)).items()}
            if tables is not None:
                assert filled(tables) == filled(archived), f"state archive {index} is not what was told before it"
            tables, following = archived, next_index
            snapshots.append(time % 86_400 // 60)
            continue
        assert following in (None, index), "a state archive names the event archive that follows it"
        following = None
        for line in reader.text("event", index).splitlines():
            event = json.loads(line)
            assert time <= event["timestamp"] < time + 600, (index, event)
            assert event["timestamp"] >= latest, "events are ordered from oldest to newest"
            latest = event["timestamp"]
            if tables is not None:
                apply(tables, event)
    return snapshots


def day(version):
    with tempfile.TemporaryDirectory() as data:
        lives = [
            # Start, seconds, and whether it is killed. The first begins in the last window before a full half hour.
            ("10:25:00", 2 * 3600, False),
            # Goes on in the window in which the last one stopped.
            ("12:26:00", 1800, True),
            # Right on a border, after a gap: the model is empty there, which no event tells.
            ("14:00:00", 3600, False),
            # Shortly before a border.
            ("15:29:59", 3 * 3600, False),
        ]
        for start, seconds, is_killed in lives:
            with Appliance(
                "--api-version", version, "--clock-rate", "0", "--clock-start", f"{DAY}T{start}Z", data=data
            ) as appliance:
                appliance.advance(seconds)
                if is_killed:
                    appliance.kill()
                    continue
                reader = Reader(appliance)
                snapshots = replay(reader)
                indices = [(kind, int(index)) for kind, index, _, _ in reader.entries()]
                assert appliance.stop() == 0
        for kind in ("state", "event"):
            numbers = [index for other, index in indices if other == kind]
            assert numbers == list(range(1, len(numbers) + 1)), numbers
        hours = [10.5, 11, 11.5, 12, 12.5, 14.5, 15, *(15.5 + half / 2 for half in range(6))]
        assert snapshots == [hour * 60 for hour in hours], snapshots


if __name__ == "__main__":
    for version in sys.argv[1:] or ("1.15.1", "1.16.0", "1.21.1"):
        day(version)
        print(f"{version}: the archives of the day agree")
