"""Reads what postmortem writes for monitoring with other people's readers, for tests/metrics.rs.

    python read.py metrics FILE     both parsers of prometheus_client; the samples as JSON
    python read.py rules FILE       PyYAML, and a PromQL parser on every expression
    python read.py dashboard FILE   the same parser on every query

The first error of any of them ends the script.
"""

import json
import sys

import promql_parser
import yaml
from prometheus_client import parser
from prometheus_client.openmetrics import parser as openmetrics


def samples(families):
    return [[s.name, s.labels, s.value] for family in families for s in family.samples if not s.timestamp]


def metrics(text):
    old = samples(parser.text_string_to_metric_families(text))
    families = list(openmetrics.text_string_to_metric_families(text))
    assert samples(families) == old, "the two parsers see different samples"
    assert all(family.type == "gauge" for family in families)
    assert all(not family.unit or family.name.endswith("_" + family.unit) for family in families)
    assert all(family.documentation for family in families)
    return old


def rules(text):
    found = [rule for group in yaml.safe_load(text)["groups"] for rule in group["rules"]]
    for rule in found:
        promql_parser.parse(rule["expr"])
    return found


def dashboard(text):
    board = json.loads(text)
    queries = [target["expr"] for panel in board["panels"] for target in panel.get("targets", [])]
    for query in queries:
        promql_parser.parse(query)
    return queries


with open(sys.argv[2], encoding="utf-8", newline="") as file:
    result = {"metrics": metrics, "rules": rules, "dashboard": dashboard}[sys.argv[1]](file.read())
json.dump(result, sys.stdout)
