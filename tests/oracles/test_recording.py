"""`--check` sees what it is there for: python -m unittest discover tests/oracles"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import recording

SCRIPT = """
import sys
sys.path.insert(0, {here!r})
import recording
recording.versions = dict
recording.record(__file__, {{"rows": [[1, "a", None, 0.123456789]]}})
"""


class Check(unittest.TestCase):
    def test_rounding_is_no_difference(self):
        self.assertEqual(recording.differences({"a": [1.0, 0]}, {"a": [1.0 + 1e-10, 1e-17]}), [])

    def test_anything_else_is(self):
        for written, computed in ([1.0, 1.0 + 1e-8], [None, 0.0], [[1], [1, 2]], ["a", "b"], [{"a": 1}, {"b": 1}]):
            self.assertEqual(len(recording.differences(written, computed)), 1, (written, computed))

    def test_a_number_altered_by_hand_fails_the_check(self):
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder, "some.py")
            script.write_text(SCRIPT.format(here=str(recording.HERE)))

            def run(*arguments):
                return subprocess.run([sys.executable, script, *arguments], capture_output=True).returncode

            self.assertEqual(run(), 0)
            self.assertEqual(run("--check"), 0)
            written = script.with_suffix(".json")
            content = json.loads(written.read_text())
            content["rows"][0][3] += 1e-8
            written.write_text(json.dumps(content))
            self.assertNotEqual(run("--check"), 0)


if __name__ == "__main__":
    unittest.main()
