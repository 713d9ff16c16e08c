"""Where things lie on disk: one folder for the libraries of reports, one for the models."""

from __future__ import annotations

import os
from pathlib import Path


def home_dir(explicit: str | None = None) -> Path:
    """The folder of the library: `explicit` (`--home`), else `$WENBAO_HOME`, else the user's data.

    Returns an absolute path; the folder need not exist.
    """
    chosen = explicit or os.environ.get("WENBAO_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    # Imported here: `wenbao --help` has no use for it.
    import platformdirs

    return platformdirs.user_data_path("wenbao", appauthor=False)


def models_dir() -> Path:
    """The folder of the models, shared by every library: `$WENBAO_MODELS`, else the user's cache.

    Returns an absolute path; the folder need not exist.
    """
    chosen = os.environ.get("WENBAO_MODELS")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return platformdirs.user_cache_path("wenbao", appauthor=False) / "models"
