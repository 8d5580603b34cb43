#!/usr/bin/python3
# House rules as code, one TAP line a rule: usage: lint.py SOURCE_DIR BUILD_DIR
import os
import re
import subprocess
import sys

source, build = sys.argv[1], sys.argv[2]
os.chdir(source)


def files(*patterns):
    out = []
    for folder in ('src', 'tests', 'resources', 'data', 'build-aux', '.ci', 'po'):
        for path, dirs, names in os.walk(folder):
            dirs[:] = [d for d in dirs if d != '__pycache__']
            for name in names:
                if any(name.endswith(p) for p in patterns):
                    out.append(os.path.join(path, name))
    return sorted(out)


def read(path):
    return open(path, encoding='utf-8').read()


C = files('.c', '.h')


def formatted():
    run = subprocess.run(['clang-format', '--dry-run', '--Werror', *C], capture_output=True, text=True)
    return sorted(set(re.findall(r'^(\S+?):\d+:\d+: error', run.stderr, re.M)))


def file_length():
    return ['%s: %d lines' % (p, n) for p in C for n in [read(p).count('\n')] if n > 800]


def function_length():
    bad = []
    for path in C:
        start = None
        for number, line in enumerate(read(path).split('\n'), 1):
            if line == '{':
                start = number
            elif line == '}' and start is not None:
                if number - start > 100:
                    bad.append('%s:%d: %d lines' % (path, start, number - start))
                start = None
    return bad


def licence_line():
    return [p for p in C if not read(p).startswith('/* SPDX-License-Identifier: GPL-3.0-or-later */')]


def header_guard():
    return [p for p in C if p.endswith('.h') and '#pragma once' not in read(p)]


def no_singleton():
    return [p for p in C if p.startswith('src/') and not p.startswith('src/app/')
            and 'g_application_get_default' in read(p)]


def no_goto():
    return ['%s' % p for p in C if re.search(r'^\s*goto\b', read(p), re.M)]


def pages_apart():
    bad = []
    folders = [d for d in os.listdir('src/pages') if os.path.isdir('src/pages/' + d)]
    headers = {h: d for d in folders for h in os.listdir('src/pages/' + d) if h.endswith('.h')}
    for path in C:
        match = re.match(r'src/pages/([^/]+)/', path)
        if match is None:
            continue
        for include in re.findall(r'#include "([^"]+)"', read(path)):
            if headers.get(include, match.group(1)) != match.group(1):
                bad.append('%s includes %s' % (path, include))
    return bad


def no_media_stream():
    # It aborts the process with the GStreamer backend of GTK 4.8.
    return [p for p in C if 'gtk_media_file_new_for_input_stream' in read(p)]


def potfiles():
    listed = set(read('po/POTFILES').split())
    marked = {p for p in C if p.startswith('src/') and p.endswith('.c')
              and re.search(r'\b(_|N_|ngettext|C_) ?\("', read(p))}
    marked |= {p for p in files('.ui') if 'translatable="' in read(p)}
    return ['%s is not in POTFILES' % p for p in sorted(marked - listed)] + \
        ['%s is gone' % p for p in sorted(listed) if not os.path.exists(p)]


def check(*command):
    run = subprocess.run(command, capture_output=True, text=True)
    return [] if run.returncode == 0 else (run.stdout + run.stderr).strip().split('\n')


def desktop_entry():
    return check('desktop-file-validate', build + '/data/org.vouch.Workplace.desktop')


def metainfo():
    return check('appstreamcli', 'validate', '--no-net', build + '/data/org.vouch.Workplace.metainfo.xml')


def schema():
    return check('glib-compile-schemas', '--strict', '--dry-run', 'data')


def translations():
    bad = []
    for name in read('po/LINGUAS').split():
        bad += check('msgfmt', '--check', '-o', '/dev/null', 'po/%s.po' % name)
    return bad


def shell():
    return [line for p in files('') if read_head(p).startswith('#!/bin/sh')
            for line in check('sh', '-n', p)]


def read_head(path):
    with open(path, 'rb') as f:
        return f.read(10).decode('utf-8', 'replace')


RULES = [formatted, file_length, function_length, licence_line, header_guard, no_singleton, no_goto,
         pages_apart, no_media_stream, potfiles, desktop_entry, metainfo, schema, translations, shell]
print('1..%d' % len(RULES))
failed = False
for number, rule in enumerate(RULES, 1):
    bad = rule()
    print('%s %d - /lint/%s' % ('not ok' if bad else 'ok', number, rule.__name__.replace('_', '-')))
    for line in bad[:20]:
        print('# ' + line)
    failed = failed or bool(bad)
sys.exit(1 if failed else 0)
