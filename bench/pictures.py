"""Pictures of every page of the board, and of every mail, to look at.

`make pictures` plays the demo, serves its board, and writes light and dark pictures of 320 and 1200 pixels
to a folder; two of them stand in the README.  Nothing is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.cli.conftest import play
from tests.web.browser import LOOKS, open_browser, open_page, serve_apart
from tests.web.conftest import DEMO_ENDS_AT
from watcher.demo import load_scenes

PAGES = {
    "board": "/",
    "signal": "/signals/tidewell-expulsion",
    "article": "/articles/7",
    "stories": "/stories",
    "story": "/stories/7",
    "feeds": "/feeds",
    "deliveries": "/deliveries",
    "silences": "/silences",
    "search": "/search?q=tidewell",
    "login": "/login",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        stage = Path(scratch)
        asyncio.run(play(stage, load_scenes()))
        mails = stage / "mails"
        watcher = Path(sys.executable).with_name("watcher")
        subprocess.run(  # our own command
            [watcher, "notify", "preview", "--to", mails], check=True, stdout=subprocess.DEVNULL
        )
        with open_browser() as browser, serve_apart(stage, DEMO_ENDS_AT) as address:
            for look, settings in LOOKS.items():
                if "JavaScript" in look:
                    continue
                with open_page(browser, address, settings) as watched:
                    for name, path in PAGES.items():
                        watched.page.goto(path)
                        watched.page.screenshot(path=folder / f"{name}-{look}-top.png")
                        watched.page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
                    for mail in sorted(mails.rglob("*.html")):
                        watched.page.goto(mail.as_uri())
                        watched.page.screenshot(path=folder / f"mail-{mail.stem}-{look}.png", full_page=True)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()
