"""Holds documents against a JSON Schema (2020-12): one document a line on standard input, one answer a line out.

Usage: schema_check.py SCHEMA        Needs: pip install jsonschema (Debian: python3-jsonschema)
An answer is "accepted" or "refused: PLACE: CAUSE".
"""

import json
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit("python3 lacks the package jsonschema: apt-get install python3-jsonschema, or pip install jsonschema")


def refuse_constant(name):
    raise ValueError(f"{name} is no JSON")


with open(sys.argv[1]) as file:
    schema = json.load(file)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
for line in sys.stdin:
    error = next(validator.iter_errors(json.loads(line, parse_constant=refuse_constant)), None)
    message = error and f"refused: {error.json_path}: {error.message}".replace("\n", " ")[:300]
    print(message or "accepted")
