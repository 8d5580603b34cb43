#!/usr/bin/python3
# Reads meson's test log and prints "N passed, N failed" over single test cases; says what skipped.
import json
import re
import sys

passed = failed = 0
for line in open(sys.argv[1], encoding='utf-8'):
    entry = json.loads(line)
    out = entry.get('stdout') or ''
    results = re.findall(r'^(not ok|ok)\b(.*)$', out, re.M)
    good = bad = 0
    for verdict, rest in results:
        if '# SKIP' in rest:
            print('skipped: %s:%s' % (entry['name'], rest))
        elif verdict == 'ok':
            good += 1
        else:
            bad += 1
    if entry['result'] == 'SKIP':
        print('skipped: %s' % entry['name'])
    elif entry['result'] not in ('OK', 'EXPECTEDFAIL') and bad == 0:
        bad = 1
        print('failed: %s (%s)' % (entry['name'], entry['result']))
    elif not results:
        good = 1
    passed += good
    failed += bad
print('%d passed, %d failed' % (passed, failed))
sys.exit(1 if failed or not passed else 0)
