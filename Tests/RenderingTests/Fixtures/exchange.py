"""Reads an export as its own tools do and prints what they found as JSON.

exchange.py openmetrics < FILE       every sample: name, labels, value, type, unit
exchange.py junit < FILE             every test: class, name, outcome, message; and the suite's counts
exchange.py bmf SCHEMA < FILE        the schema's complaints
exchange.py compare FILE FILE        what Google Benchmark's reader makes of two files
"""
import json
import math
import sys


def openmetrics():
    from prometheus_client.openmetrics.parser import text_string_to_metric_families
    return [
        [sample.name, sample.labels, sample.value, family.type, family.unit]
        for family in text_string_to_metric_families(sys.stdin.read())
        for sample in family.samples
    ]


def junit():
    from xml.etree import ElementTree
    root = ElementTree.fromstring(sys.stdin.buffer.read())
    suite, = root.iter("testsuite")
    tests = []
    for test in suite.iter("testcase"):
        child = next(iter(test), None)
        tests.append({
            "class": test.get("classname"), "name": test.get("name"),
            "outcome": "passed" if child is None else child.tag,
            "message": "" if child is None else child.get("message")})
    counts = {name: int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")}
    return {"suite": suite.get("name"), "counts": counts, "tests": tests}


def bmf(schema):
    import jsonschema
    with open(schema, encoding="utf-8") as file:
        validator = jsonschema.Draft7Validator(json.load(file))
    return [error.message for error in validator.iter_errors(json.load(sys.stdin))]


def compare(left, right):
    sys.path.insert(0, "/usr/share/benchmark")
    from gbench import report, util
    found = report.get_difference_report(
        util.load_benchmark_results(left), util.load_benchmark_results(right), utest=True)
    return [
        [each["name"], each["aggregate_name"], measurement["real_time"], measurement["real_time_other"]]
        for each in found
        for measurement in each["measurements"]
        if math.isfinite(measurement["time"])
    ]


print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
