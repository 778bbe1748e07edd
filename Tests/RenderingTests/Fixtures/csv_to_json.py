"""Reads CSV from standard input and prints its rows as JSON, so that another program's reading can be compared."""

import csv
import io
import json
import sys

text = sys.stdin.buffer.read().decode("utf-8")
print(json.dumps(list(csv.reader(io.StringIO(text, newline=""), strict=True))))
