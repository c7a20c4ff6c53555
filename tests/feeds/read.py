"""Reads the feeds of a site with other people's readers, for tests/feeds.rs.

    python read.py SITE    feedparser and icalendar on the files of a site; what they saw as JSON

The first error of any of them ends the script.
"""

import json
import pathlib
import sys

import feedparser
import icalendar


def feed(path):
    read = feedparser.parse(path.read_bytes(), sanitize_html=False)
    assert not read.bozo, read.bozo_exception
    assert read.version == "atom10"
    assert all(entry.updated_parsed and entry.published_parsed for entry in read.entries)
    return {
        "id": read.feed.id,
        "title": read.feed.title,
        "updated": read.feed.updated,
        "language": read.feed.language,
        "links": {link.rel: link.href for link in read.feed.links},
        "entries": [
            {
                "id": entry.id,
                "title": entry.title,
                "summary": entry.get("summary"),
                "link": entry.link,
                "updated": entry.updated,
                "published": entry.published,
                "terms": [tag.term for tag in entry.get("tags", [])],
            }
            for entry in read.entries
        ],
    }


def calendar(path):
    data = path.read_bytes()
    assert b"\n" not in data.replace(b"\r\n", b""), "a line ends otherwise"
    assert all(len(line) <= 75 for line in data.split(b"\r\n")), "a line is too long"
    read = icalendar.Calendar.from_ical(data)
    assert not read.errors, read.errors
    events = list(read.walk("VEVENT"))
    assert not any(event.errors for event in events)
    return [
        {
            "uid": str(event["UID"]),
            "stamp": event["DTSTAMP"].dt.isoformat(),
            "from": event["DTSTART"].dt.isoformat(),
            "to": event["DTEND"].dt.isoformat(),
            "summary": str(event["SUMMARY"]),
            "url": str(event.get("URL", "")),
        }
        for event in events
    ]


site = pathlib.Path(sys.argv[1])
print(json.dumps({"feed": feed(site / "feed.xml"), "calendar": calendar(site / "calendar.ics")}))
