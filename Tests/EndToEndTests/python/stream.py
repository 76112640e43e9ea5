"""An integration on the real-time stream: it keeps a copy of the model as the guide asks it to."""

import json

SUBPROTOCOL = "ingredi state api"


class Integration:
    """Connects as a version's guide says, subscribes, and mirrors the tables."""

    def __init__(self, appliance, version, token, tables="all", plain=None):
        self.tables = {}
        self.buffer = b""
        self.lines = []
        # The guide's subprotocol holds spaces, or is URL-encoded.
        offered = ["ingredi%20state%20api"] if version == "1.21.1" else None
        self.socket = appliance.websocket("/nw", subprotocols=offered, plain=plain)
        if version != "1.21.1":
            self.socket.send("NS01example\ningredi state api\n")
            assert self.line() == "0 Application chosen"
        if version == "1.15.1":
            credentials = {"username": "admin", "password": "password"}
        else:
            credentials = {"bearer_token": token}
        self.say({"type": "authenticate", "credentials": credentials})
        answer = json.loads(self.line())
        assert answer == {"type": "authenticate_response", "success": True}, answer
        self.say({"type": "subscribe", "tables": tables})
        answer = json.loads(self.line())
        assert answer["type"] == "subscribe_response" and answer["success"] is True, answer
        self.timestamp = answer["timestamp"]

    def say(self, message):
        self.socket.send(json.dumps(message) + "\n")

    def line(self):
        """The next line; the messages that carry it are binary."""
        while not self.lines:
            opcode, data = self.socket.recv_data()
            assert opcode == 2, f"opcode {opcode}: the stream speaks in binary messages"
            self.buffer += data
            *complete, self.buffer = self.buffer.split(b"\n")
            self.lines += [part.decode() for part in complete]
        return self.lines.pop(0)

    def step(self):
        """Applies the next message to the mirror, and returns it."""
        message = json.loads(self.line())
        if message["type"] == "truncate_model":
            self.tables = {}
            return message
        assert message["type"] == "model_update", message
        for table, rows in message.get("insert", {}).items():
            for row_id, fields in rows.items():
                assert row_id not in self.tables.setdefault(table, {}), f"{table} {row_id} came twice"
                self.tables[table][row_id] = fields
        for table, rows in message.get("update", {}).items():
            for row_id, fields in rows.items():
                self.tables[table][row_id].update(fields)
        for table, ids in message.get("delete", {}).items():
            for row_id in ids:
                del self.tables[table][row_id]
        return message

    def follow(self, condition, what, most=10_000):
        """Applies messages until the mirror fulfils a condition; returns what the condition found."""
        for _ in range(most):
            found = condition(self.tables)
            if found:
                return found
            self.step()
        raise AssertionError(f"{what} was not seen within {most} messages")

    def close(self):
        self.socket.close()


def session_row(tables, lsid):
    """The row of a session, with its id; None where there is none."""
    for row_id, row in tables.get("support_session", {}).items():
        if row["lsid"] == lsid:
            return row_id, row
    return None
