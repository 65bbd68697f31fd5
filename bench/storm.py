"""A storm of 500 articles of 200 outlets on one event in ten minutes, among 20,000 others: what is told.

Usage: python bench/storm.py [--outlets N] [--others N]
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from tests.storm import check_messages, play_storm


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--outlets", type=int, default=200)
    parser.add_argument("--others", type=int, default=100, help="other articles of each outlet")
    arguments = parser.parse_args()
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        aftermath = asyncio.run(play_storm(Path(folder), arguments.outlets, arguments.others))
    spent = time.process_time() - began
    print(f"{aftermath.article_count} articles, {aftermath.evidence_count} hits, {spent:.0f} s of CPU")
    for channel, told in aftermath.told.items():
        print(f"{channel}: {len(told)} messages")
        for notification in told:
            print(f"  {notification.headline}: {', '.join(notification.origins)}")
    check_messages(aftermath)


if __name__ == "__main__":
    main()
