"""Where results go: one JSON document or plain text to standard output, all else to stderr."""

from __future__ import annotations

import argparse
import json
import sys


def emit(args: argparse.Namespace, document: object, text: str) -> None:
    """Print `document` as JSON when `--json` was given, else `text`."""
    if getattr(args, "json", False):
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    elif text:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    sys.stdout.flush()


def note(text: str) -> None:
    """Say something beside the result: progress, a warning, an error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
