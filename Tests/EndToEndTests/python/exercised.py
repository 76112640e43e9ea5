"""Writes down what the tests asked and were answered, where EXCHANGE_LOG names a directory; scripts/coverage reads it."""

import json
import os
from urllib.parse import urlsplit

# Longer answers are archives and downloads; a video has no text at all.
LONGEST_BODY = 4_000_000


def note(flags):
    """A hook for the answers of a requests session to an appliance that was started with some flags."""
    directory = os.environ.get("EXCHANGE_LOG")
    if not directory or "observed" in flags:
        return lambda response, **_: None
    version = flags[flags.index("--api-version") + 1] if "--api-version" in flags else "1.21.1"

    def hook(response, stream=False, **_):
        if stream:
            return  # Whoever streams an answer wants to read it.
        request = response.request
        parts = urlsplit(request.url)
        body = request.body or b""
        is_video = response.headers.get("Content-Type", "").startswith("video/")
        line = {
            "version": version, "method": request.method, "path": parts.path, "query": parts.query,
            "type": request.headers.get("Content-Type", ""),
            "form": body if isinstance(body, str) else body.decode("utf-8", "replace"),
            "status": str(response.status_code),
            "head": "".join(f"{name}: {value}\n" for name, value in response.headers.items()),
            "body": "" if is_video or len(response.content) > LONGEST_BODY else response.text,
        }
        with open(os.path.join(directory, f"end-to-end-{os.getpid()}.jsonl"), "a") as log:
            log.write(json.dumps(line) + "\n")

    return hook
