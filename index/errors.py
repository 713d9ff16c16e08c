"""Errors that a user may see: one line in Chinese, with the next command to type."""

from __future__ import annotations


class WenbaoError(Exception):
    """Nothing could be done; the message says what, where, expected, found and the next command.

    `exit_code` is what the command line ends with (contract: 1 nothing could be done).
    """

    exit_code = 1


class UsageError(WenbaoError):
    """The request itself is wrong: an empty question, a malformed evaluation set (exit code 2)."""

    exit_code = 2


class DamageError(WenbaoError):
    """Files on disk are not what the manifest says they are (exit code 3)."""

    exit_code = 3
