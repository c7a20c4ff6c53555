"""Writes what the scripts beside it compute into JSON, or with `--check` compares it with what is written.

    pip install -r tests/oracles/requirements.txt
    python tests/oracles/durations.py            # writes durations.json
    python tests/oracles/durations.py --check    # fails where a number is no longer the one written

A file carries a hash of its inputs (FNV-1a, 64 bits, carriage returns left out): its script, this one and the pinned
versions. The tests in tests/oracles.rs fail while they do not belong together: run the script again after any edit.
"""

import argparse
import json
import math
import pathlib
import sys
from importlib import metadata

HERE = pathlib.Path(__file__).resolve().parent
# Other processors and libraries for linear algebra round differently.
TOLERANCE = 1e-9


def fnv1a64(data):
    """http://www.isthe.com/chongo/tech/comp/fnv/: xor each byte, multiply by the prime."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return f"{value:016x}"


def number(value):
    """Fourteen digits keep the file small and are far more than the 1e-9 compared; what is no number is None."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() and abs(value) < 2**53 else float(f"{value:.14g}")


def inputs(script):
    files = [pathlib.Path(script), HERE / "recording.py", HERE / "requirements.txt"]
    return fnv1a64(b"".join(file.read_bytes().replace(b"\r", b"") for file in files))


def versions():
    """The pinned packages as they are installed, which has to be as they are pinned."""
    pins = dict(line.split("==") for line in (HERE / "requirements.txt").read_text().split())
    installed = {name: metadata.version(name) for name in pins}
    if installed != pins:
        sys.exit(f"installed are {installed}, pinned are {pins}")
    return installed


def differences(written, computed, path=""):
    """Where two JSON values differ by more than the tolerance, in words."""
    if isinstance(written, dict) and isinstance(computed, dict) and written.keys() == computed.keys():
        return [it for key in written for it in differences(written[key], computed[key], f"{path}/{key}")]
    if isinstance(written, list) and isinstance(computed, list) and len(written) == len(computed):
        pairs = enumerate(zip(written, computed))
        return [it for place, pair in pairs for it in differences(*pair, f"{path}/{place}")]
    numbers = all(isinstance(it, (int, float)) and not isinstance(it, bool) for it in (written, computed))
    if numbers and math.isclose(written, computed, rel_tol=TOLERANCE, abs_tol=1e-12):
        return []
    return [] if written == computed else [f"{path}: written {written!r}, computed {computed!r}"]


def record(script, tables):
    """The command line of a script whose numbers are `tables`: names, each with a list of rows."""
    parser = argparse.ArgumentParser(description="Records numbers for tests/oracles.rs.")
    parser.add_argument("--check", action="store_true", help="compare with what is written, write nothing")
    check = parser.parse_args().check
    head = {"inputs_fnv1a64": inputs(script), "versions": versions()}
    # One row a line, so that a change of one row is a change of one line.
    lines = [f"{json.dumps(key)}:{json.dumps(value)}" for key, value in head.items()]
    for key, rows in tables.items():
        compact = (json.dumps(row, separators=(",", ":")) for row in rows)
        lines.append(f"{json.dumps(key)}:[\n" + ",\n".join(compact) + "\n]")
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    target = pathlib.Path(script).with_suffix(".json")
    if not check:
        target.write_bytes(text.encode())
        return
    found = differences(json.loads(target.read_bytes()), json.loads(text))
    for difference in found[:20]:
        print(f"{target.name}{difference}", file=sys.stderr)
    if found:
        sys.exit(f"{len(found)} numbers are not those written: run {pathlib.Path(script).name} without --check")
    print(f"{target.name}: {sum(map(len, tables.values()))} rows as written")
