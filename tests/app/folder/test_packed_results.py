"""A result's JSON is kept without folders' names and with each provenance once, and is read as it was written."""

from __future__ import annotations

import json

from wrinkle_scan.app.folder.packed_results import packed, settings_sha256, unpacked

NOW, BEFORE = {"version": "2", "settings": {"a": 1.5}}, {"version": "1", "settings": {}}
RESULT = {
    "photo": {"path": "a.jpg", "sha256": "x"},
    "provenance": NOW,
    "movement": [{"rest_photo": {"path": "b.jpg"}, "provenance": BEFORE}, {"provenance": NOW, "path": None}],
}


def test_it_is_read_as_it_was_written_in_the_same_order() -> None:
    provenances: dict[str, str] = {}
    kept = json.loads(json.dumps(packed(RESULT, provenances)))
    assert set(provenances) == {settings_sha256(NOW), settings_sha256(BEFORE)}
    assert kept["provenance"] == settings_sha256(NOW) and "settings" not in json.dumps(kept)
    read = unpacked(kept, lambda sha256: json.loads(provenances[sha256]))
    assert json.dumps(read) == json.dumps(RESULT)


def test_of_a_path_the_files_name_alone_is_kept() -> None:
    kept = packed({"photos": [{"path": "/home/someone/P1/a.jpg"}, {"path": 3}], "paths": "/x/y"}, {})
    assert kept == {"photos": [{"path": "a.jpg"}, {"path": 3}], "paths": "/x/y"}


def test_the_hash_is_of_the_values_not_of_their_order() -> None:
    assert settings_sha256({"a": 1, "b": 2}) == settings_sha256({"b": 2, "a": 1}) != settings_sha256({"a": 1, "b": 3})
    assert settings_sha256({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", "of two bytes, {}"
