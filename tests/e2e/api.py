#!/usr/bin/python3
# A program of somebody else's that speaks the documented API with the standard library alone.
# usage: api.py VOUCHD    (prints TAP)
import gzip
import hashlib
import http.client
import json
import os
import random
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import warnings

warnings.simplefilter('ignore')  # asking for TLS 1.1 is the point
VOUCHD = sys.argv[1]
PASSWORD = 'utopia-demo-2026'
DECISIVE = ('step_result', 'warning', 'aml_match', 'review')


def new_id():
    ms = int(time.time() * 1000)
    value = ms << 80 | 0x7 << 76 | random.getrandbits(12) << 64 | 0b10 << 62 | random.getrandbits(62)
    text = '%032x' % value
    return '-'.join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


class Server:
    def __init__(self, data):
        self.data = data
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [VOUCHD, 'serve', '--data', self.data, '--listen', '127.0.0.1:0'],
            stdout=subprocess.PIPE, stderr=open(self.data + '/log', 'ab'), text=True)
        line = self.process.stdout.readline()
        _, address, fingerprint = line.split()
        self.port = int(address.rsplit(':', 1)[1])
        self.fingerprint = fingerprint.split('=')[1]

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(20)


class Client:
    def __init__(self, server, email=None):
        self.server = server
        self.access = None
        self.n = 0
        if email:
            status, body = self.call('POST', '/v1/session',
                                     {'email': email, 'password': PASSWORD, 'device': 'test'})
            assert status == 200, (status, body)
            self.session = body
            self.access = body['access_token']

    def connect(self):
        context = ssl._create_unverified_context()
        return http.client.HTTPSConnection('127.0.0.1', self.server.port, timeout=20, context=context)

    def raw(self, method, path, body=None, headers=None):
        connection = self.connect()
        headers = dict(headers or {})
        if self.access:
            headers['Authorization'] = 'Bearer ' + self.access
        connection.request(method, path, body=body, headers=headers)
        response = connection.getresponse()
        data = response.read()
        if response.getheader('Content-Encoding') == 'gzip':
            data = gzip.decompress(data)
        connection.close()
        return response, data

    def call(self, method, path, body=None):
        response, data = self.raw(method, path, json.dumps(body) if body is not None else None)
        return response.status, json.loads(data) if data else None

    def feed(self, scope, token=None, limit=1000):
        rows, gone, acks = {}, [], []
        while True:
            path = '/v1/changes?scope=%s&limit=%d' % (scope, limit)
            status, page = self.call('GET', path + ('&token=' + token if token else ''))
            assert status == 200, (status, page)
            seqs = [row['seq'] for row in page['rows']]
            assert seqs == sorted(seqs)
            for row in page['rows']:
                rows[(row['type'], row['id'])] = row
            gone += page['gone']
            acks += page['acks']
            token = page['token']
            if not page['more']:
                return rows, gone, acks, token, page.get('checksum')

    def command(self, kind, target, args=None, **more):
        self.n += 1
        return dict({'id': new_id(), 'client': 'test', 'n': self.n, 'type': kind, 'target': target,
                     'args': args or {}, 'made_at': int(time.time() * 1e6)}, **more)

    def send(self, command):
        return self.call('POST', '/v1/commands', command)

    def facts(self, applicant):
        rows = self.feed('applicant/' + applicant)[0]
        lines = sorted('%s %s %d\n' % (t, i, row['seq']) for (t, i), row in rows.items() if t in DECISIVE)
        return hashlib.sha256(''.join(lines).encode()).hexdigest(), rows

    def applicants(self, mode='live'):
        return [row['data'] for (t, _), row in self.feed('workspace/' + mode)[0].items() if t == 'applicant']

    def applicant(self, wanted):
        return next(a for a in self.applicants() if a['id'] == wanted)

    def decision(self, kind, applicant, args=None):
        seen, _ = self.facts(applicant)
        return self.command(kind, applicant, args, base=self.applicant(applicant)['decision_version'],
                            seen=seen)


TESTS = []


def test(function):
    TESTS.append(function)
    return function


def claim(client, status=('completed', 'on_hold', 'in_review')):
    """An undecided applicant, assigned to this client's user."""
    me = client.session['user']['id']
    a = next(a for a in client.applicants() if a['status'] in status
             and not a.get('scheduled_deletion_at') and a['id'] not in claim.taken)
    claim.taken.add(a['id'])
    code, body = client.send(client.command('review.assign', a['id'],
                                            {'reviewer_id': me, 'was': a.get('reviewer_id')}))
    assert code == 200, (code, body)
    return a['id']


claim.taken = set()


@test
def health_needs_no_session(s):
    status, body = Client(s).call('GET', '/v1/health')
    assert status == 200 and body['status'] == 'ok' and body['schema'] == 1


@test
def certificate_is_the_announced_one(s):
    with socket.create_connection(('127.0.0.1', s.port)) as plain:
        with ssl._create_unverified_context().wrap_socket(plain) as tls:
            der = tls.getpeercert(binary_form=True)
            assert tls.version() in ('TLSv1.2', 'TLSv1.3')
    assert hashlib.sha256(der).hexdigest() == s.fingerprint


@test
def old_tls_is_refused(s):
    context = ssl._create_unverified_context()
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers('ALL:@SECLEVEL=0')
    try:
        with socket.create_connection(('127.0.0.1', s.port)) as plain, context.wrap_socket(plain):
            raise AssertionError('TLS 1.1 was accepted')
    except (ssl.SSLError, OSError):
        pass


@test
def openapi_names_every_path(s):
    status, doc = Client(s).call('GET', '/v1/openapi.json')
    assert status == 200 and doc['openapi'].startswith('3.1')
    for path, methods in doc['paths'].items():
        for method in methods:
            r, _ = Client(s).raw(method.upper(), path.replace('{sha256}', '0' * 64))
            assert r.status not in (404, 405), (method, path, r.status)


@test
def rows_have_the_fields_of_the_document(s):
    c = Client(s, 'admin@utopia.example')
    schemas = c.call('GET', '/v1/openapi.json')[1]['components']['schemas']
    rows = dict(c.feed('workspace/live')[0])
    rows.update(c.feed('applicant/' + claim_any(c))[0])
    for (kind, _), row in rows.items():
        properties = schemas[kind]['properties']
        for name, value in row['data'].items():
            assert name in properties, (kind, name)
            wanted = properties[name].get('type')
            kinds = {'string': str, 'integer': int, 'boolean': bool}
            assert wanted is None or isinstance(value, kinds[wanted]), (kind, name, value)
        for name in schemas[kind].get('required', []):
            assert name in row['data'], (kind, name)


def claim_any(c):
    return next(a['id'] for a in c.applicants() if a['status'] == 'completed')


@test
def without_a_token_nothing_is_read(s):
    for path in ('/v1/changes?scope=workspace/live', '/v1/events', '/v1/media/' + '0' * 64):
        assert Client(s).call('GET', path)[0] == 401
    assert Client(s).call('POST', '/v1/commands', {})[0] == 401


@test
def wrong_password_and_unknown_user_answer_alike(s):
    c = Client(s)
    a = c.call('POST', '/v1/session', {'email': 'nobody@utopia.example', 'password': 'x' * 12})
    b = c.call('POST', '/v1/session', {'email': 'cora@utopia.example', 'password': PASSWORD})
    assert a[0] == 401 and a == b, (a, b)


@test
def pages_give_the_same_as_one_load(s):
    c = Client(s, 'ann@utopia.example')
    small, whole = c.feed('workspace/live', limit=7), c.feed('workspace/live')
    assert small[0] == whole[0] and len(whole[0]) > 20
    lines = sorted('%s %s %d\n' % (t, i, row['seq']) for (t, i), row in whole[0].items())
    assert whole[4] == hashlib.sha256(''.join(lines).encode()).hexdigest()


@test
def a_token_altered_is_refused(s):
    c = Client(s, 'ann@utopia.example')
    token = c.feed('workspace/live')[3]
    broken = token[:-2] + ('AA' if token[-2:] != 'AA' else 'BB')
    status, _ = c.call('GET', '/v1/changes?scope=workspace/live&token=' + broken)
    assert status in (410, 422), status
    status, _ = c.call('GET', '/v1/changes?scope=workspace/test&token=' + token)
    assert status in (410, 422), status


@test
def a_comment_reaches_a_second_client(s):
    ann, ben = Client(s, 'ann@utopia.example'), Client(s, 'ben@utopia.example')
    applicant = claim_any(ann)
    token = ben.feed('applicant/' + applicant)[3]
    command = ann.command('comment.add', applicant, {'body': 'Ünïcode <b>and</b> "quotes"\n'})
    assert ann.send(command)[0] == 200
    rows = ben.feed('applicant/' + applicant, token)[0]
    assert any(t == 'comment' and 'quotes' in r['data']['body'] for (t, _), r in rows.items())
    entry = [r['data'] for (t, _), r in rows.items() if t == 'timeline_entry']
    assert entry and entry[0]['actor_name'] == 'Ann Bell' and entry[0]['ip'] == '127.0.0.1'


@test
def events_say_that_a_scope_moved(s):
    ann, ben = Client(s, 'ann@utopia.example'), Client(s, 'ben@utopia.example')
    connection = ben.connect()
    connection.request('GET', '/v1/events', headers={'Authorization': 'Bearer ' + ben.access})
    response = connection.getresponse()
    assert response.status == 200
    seen = []

    def listen():
        while True:
            line = response.fp.readline()
            if not line:
                return
            if line.startswith(b'data:'):
                seen.append(json.loads(line[5:])['scope'])

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    applicant = claim_any(ann)
    assert ann.send(ann.command('comment.add', applicant, {'body': 'hint'}))[0] == 200
    until = time.time() + 10
    while 'applicant/' + applicant not in seen and time.time() < until:
        time.sleep(0.01)
    assert 'applicant/' + applicant in seen, seen


@test
def approve_is_done_once(s):
    c = Client(s, 'ann@utopia.example')
    applicant = claim(c)
    command = c.decision('review.approve', applicant)
    body = json.dumps(command)
    first, data = c.raw('POST', '/v1/commands', body)
    assert first.status == 200, data
    again, same = c.raw('POST', '/v1/commands', body)
    assert again.status == 200 and same == data
    altered = dict(command, type='review.decline', args={'reasons': ['other'], 'final': True})
    assert c.send(altered)[0] == 422
    assert c.applicant(applicant)['status'] == 'approved'
    reviews = [r for (t, _), r in c.feed('applicant/' + applicant)[0].items() if t == 'review']
    assert len(reviews) == 1


@test
def a_decision_on_old_facts_is_refused(s):
    c = Client(s, 'ann@utopia.example')
    applicant = claim(c)
    decision = c.decision('review.approve', applicant)
    step = next(i for (t, i), r in c.facts(applicant)[1].items()
                if t == 'step_result' and r['data']['state'] == 'active')
    admin = Client(s, 'admin@utopia.example')
    assert admin.send(admin.command('step.deactivate', step))[0] == 200
    status, body = c.send(decision)
    assert status == 409 and 'current' in body, (status, body)
    assert c.applicant(applicant)['status'] not in ('approved', 'declined')


@test
def only_the_reviewer_decides(s):
    ann, ben = Client(s, 'ann@utopia.example'), Client(s, 'ben@utopia.example')
    applicant = claim(ann)
    status, _ = ben.send(ben.decision('review.decline', applicant, {'reasons': ['other'], 'final': True}))
    assert status in (403, 409), status


@test
def decline_needs_a_reason(s):
    c = Client(s, 'ann@utopia.example')
    applicant = claim(c)
    status, body = c.send(c.decision('review.decline', applicant, {'reasons': [], 'final': True}))
    assert status == 422 and body.get('field') == 'reasons', (status, body)
    status, body = c.send(c.decision('review.decline', applicant,
                                     {'reasons': ['data_mismatch', 'other'], 'final': False}))
    assert status == 200, body


@test
def two_people_at_once_one_verdict(s):
    a, b = Client(s, 'ann@utopia.example'), Client(s, 'ann@utopia.example')
    applicant = claim(a)
    decisions = [a.decision('review.approve', applicant),
                 b.decision('review.decline', applicant, {'reasons': ['other'], 'final': True})]
    codes = [None, None]

    def send(n, client):
        codes[n] = client.send(decisions[n])[0]

    threads = [threading.Thread(target=send, args=x) for x in ((0, a), (1, b))]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert sorted(codes) == [200, 409], codes


@test
def the_auditor_changes_nothing(s):
    c = Client(s, 'auditor@utopia.example')
    target = new_id()
    for kind in ('review.assign', 'review.approve', 'comment.add', 'applicant.delete', 'applicant.create'):
        status, _ = c.send(c.command(kind, target))
        assert status in (403, 404), (kind, status)


@test
def programs_commands_are_not_for_people(s):
    c = Client(s, 'admin@utopia.example')
    status, _ = c.send(c.command('user.create', new_id(), {'full_name': 'x', 'email': 'x@example.com'}))
    assert status in (403, 404, 422), status
    status, _ = c.send(c.command('applicant.status.set', claim_any(c), {'status': 'approved'}))
    assert status in (403, 404, 422), status


@test
def deletion_waits_and_can_be_taken_back(s):
    c = Client(s, 'admin@utopia.example')
    applicant = next(a['id'] for a in c.applicants() if a['status'] == 'approved')
    assert c.send(c.command('applicant.delete', applicant))[0] == 200
    left = c.applicant(applicant)['scheduled_deletion_at'] / 1e6 - time.time()
    assert 19.9 * 86400 < left < 20.1 * 86400
    assert c.send(c.command('comment.add', applicant, {'body': 'too late'}))[0] == 423
    assert c.send(c.command('applicant.restore', applicant))[0] == 200
    assert not c.applicant(applicant).get('scheduled_deletion_at')


@test
def deletion_in_test_mode_is_at_once(s):
    c = Client(s, 'admin@utopia.example')
    applicant = c.applicants('test')[0]['id']
    token = c.feed('workspace/test')[3]
    media = [r['data']['sha256'] for (t, _), r in c.feed('applicant/' + applicant)[0].items() if t == 'media']
    assert c.send(c.command('applicant.delete', applicant))[0] == 200
    gone = c.feed('workspace/test', token)[1]
    assert any(g['id'] == applicant for g in gone), gone
    assert c.call('GET', '/v1/changes?scope=applicant/' + applicant)[0] == 404
    assert media is not None


@test
def media_are_whole_and_in_ranges(s):
    c = Client(s, 'ann@utopia.example')
    rows = c.feed('applicant/' + claim_any(c))[0]
    media = [r['data'] for (t, _), r in rows.items() if t == 'media']
    assert media
    for m in media[:4]:
        r, data = c.raw('GET', '/v1/media/' + m['sha256'])
        assert r.status == 200 and hashlib.sha256(data).hexdigest() == m['sha256']
        assert r.getheader('Content-Type') == m['mime']
        r, part = c.raw('GET', '/v1/media/' + m['sha256'], headers={'Range': 'bytes=100-299'})
        assert r.status == 206 and part == data[100:300]
        r, tail = c.raw('GET', '/v1/media/' + m['sha256'], headers={'Range': 'bytes=-17'})
        assert r.status == 206 and tail == data[-17:]
        r, _ = c.raw('GET', '/v1/media/' + m['sha256'], headers={'Range': 'bytes=%d-' % len(data)})
        assert r.status == 416
    for name in ('..%2f..%2fmaster.key', '../master.key', 'x' * 64, ''):
        assert c.raw('GET', '/v1/media/' + name)[0].status == 404


@test
def media_on_disk_are_not_readable(s):
    found = 0
    for path, _, names in os.walk(s.data + '/media'):
        for name in names:
            with open(os.path.join(path, name), 'rb') as f:
                head = f.read(4096)
            assert b'JFIF' not in head and b'PNG' not in head and b'webm' not in head
            assert os.stat(os.path.join(path, name)).st_mode & 0o077 == 0
            found += 1
    assert found


@test
def bodies_that_are_no_json_are_refused(s):
    c = Client(s, 'ann@utopia.example')
    for body in (b'', b'{', b'[1,2', b'{"a":1,"a":2}', b"{'a':1}", b'{"a":"\xff"}', b'[' * 5000,
                 b'{"id":"x"}', b'null', b'{"id":null,"type":7}', b'{"x":1} {"y":2}'):
        r, _ = c.raw('POST', '/v1/commands', body)
        assert r.status in (400, 422), (body[:30], r.status)
    # Refused from the head alone: the body is never read.
    connection = c.connect()
    connection.putrequest('POST', '/v1/commands')
    connection.putheader('Authorization', 'Bearer ' + c.access)
    connection.putheader('Content-Length', '300000')
    connection.endheaders()
    assert connection.getresponse().status == 413


@test
def methods_and_paths_that_are_not_there(s):
    c = Client(s, 'ann@utopia.example')
    assert c.raw('PUT', '/v1/commands')[0].status == 405
    assert c.raw('GET', '/v1/nothing')[0].status == 404
    assert c.raw('GET', '/')[0].status == 404


@test
def a_refresh_token_works_once(s):
    c = Client(s, 'ben@utopia.example')
    old = c.session['refresh_token']
    status, new = c.call('POST', '/v1/session/refresh', {'refresh_token': old})
    assert status == 200 and new['refresh_token'] != old
    # The copy comes a second time: the thief and the owner are both out.
    assert c.call('POST', '/v1/session/refresh', {'refresh_token': old})[0] == 401
    assert c.call('POST', '/v1/session/refresh', {'refresh_token': new['refresh_token']})[0] == 401
    c.access = new['access_token']
    assert c.call('GET', '/v1/changes?scope=workspace/live')[0] == 401


@test
def sign_out_ends_the_session(s):
    c = Client(s, 'ben@utopia.example')
    assert c.raw('DELETE', '/v1/session')[0].status == 204
    assert c.call('GET', '/v1/changes?scope=workspace/live')[0] == 401


@test
def a_killed_server_lost_nothing_it_answered(s):
    c = Client(s, 'ann@utopia.example')
    applicant = claim_any(c)
    sent = []
    stop = threading.Event()

    def write():
        n = 0
        while not stop.is_set():
            command = c.command('comment.add', applicant, {'body': 'k%d' % n})
            sent.append([command, None])
            try:
                sent[-1][1] = c.send(command)
            except (OSError, http.client.HTTPException, ValueError):
                return
            n += 1

    thread = threading.Thread(target=write)
    thread.start()
    time.sleep(0.7)
    s.stop(signal.SIGKILL)
    stop.set()
    thread.join()
    s.start()
    c = Client(s, 'ann@utopia.example')
    assert len(sent) > 3
    for command, answer in sent:
        again = c.send(command)
        assert again[0] == 200 and answer in (None, again), (answer, again)
    bodies = [r['data']['body'] for (t, _), r in c.feed('applicant/' + applicant)[0].items() if t == 'comment']
    for command, _ in sent:
        assert bodies.count(command['args']['body']) == 1, command['args']['body']


@test
def connections_closed_leave_no_descriptors(s):
    folder = '/proc/%d/fd' % s.process.pid
    Client(s).call('GET', '/v1/health')
    before = len(os.listdir(folder))
    for _ in range(200):
        Client(s).call('GET', '/v1/health')
    until = time.time() + 10
    while len(os.listdir(folder)) > before + 4 and time.time() < until:
        time.sleep(0.05)
    assert len(os.listdir(folder)) <= before + 4


def user(s, action, email, password='', *more):
    s.stop()
    run = subprocess.run([VOUCHD, 'user', action, '--data', s.data, '--email', email, *more],
                         input=password + '\n', capture_output=True, text=True)
    s.start()
    return run


@test
def accounts_are_kept_by_the_command_line(s):
    run = user(s, 'add', 'new@utopia.example', 'a-long-password', '--name', 'New One', '--role', 'Auditor')
    assert run.returncode == 0, run.stderr
    sign_in = {'email': 'new@utopia.example', 'password': 'a-long-password'}
    assert Client(s).call('POST', '/v1/session', sign_in)[0] == 200
    assert user(s, 'reset', 'new@utopia.example', 'short').returncode == 1
    assert user(s, 'reset', 'new@utopia.example', 'another-password').returncode == 0
    assert Client(s).call('POST', '/v1/session', sign_in)[0] == 401
    sign_in['password'] = 'another-password'
    status, session = Client(s).call('POST', '/v1/session', sign_in)
    assert status == 200
    assert user(s, 'disable', 'new@utopia.example').returncode == 0
    c = Client(s)
    c.access = session['access_token']
    assert c.call('GET', '/v1/changes?scope=workspace/live')[0] == 401


@test
def one_server_a_directory(s):
    run = subprocess.run([VOUCHD, 'serve', '--data', s.data, '--listen', '127.0.0.1:0'],
                         capture_output=True, text=True, timeout=20)
    assert run.returncode == 1 and 'another vouchd' in run.stderr, run.stderr


@test
def a_backup_serves_as_the_original(s):
    copy, back = s.data + '-backup', s.data + '-restored'
    run = subprocess.run([VOUCHD, 'backup', '--data', s.data, '--to', copy], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    run = subprocess.run([VOUCHD, 'restore', '--from', copy, '--data', back], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    for verb in ('verify-audit', 'check'):
        run = subprocess.run([VOUCHD, verb, '--data', back], capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr


@test
def ten_wrong_passwords_lock_for_a_while(s):
    c = Client(s)
    codes = [c.call('POST', '/v1/session', {'email': 'omar@utopia.example', 'password': 'wrong-wrong'})[0]
             for _ in range(10)]
    assert codes[0] == 401
    r, _ = c.raw('POST', '/v1/session', json.dumps({'email': 'omar@utopia.example', 'password': 'x'}))
    assert r.status == 429 and int(r.getheader('Retry-After')) > 0


@test
def logs_hold_no_personal_data(s):
    log = open(s.data + '/log', encoding='utf-8').read()
    assert 'utopia.example' not in log and 'quotes' not in log and PASSWORD not in log and 'Bell' not in log


@test
def the_server_stops_in_order_and_the_books_are_whole(s):
    assert s.stop() == 0
    for verb in ('verify-audit', 'check'):
        run = subprocess.run([VOUCHD, verb, '--data', s.data], capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr


def main():
    folder = tempfile.mkdtemp(prefix='vouch-api-')
    data = folder + '/data'
    failed = 0
    server = None
    print('1..%d' % (len(TESTS) + 1))
    try:
        subprocess.run([VOUCHD, 'demo', '--data', data, '--applicants', '30', '--seed', '3'], check=True)
        print('ok 1 - /e2e/api/demo-data')
        server = Server(data)
        for number, function in enumerate(TESTS, 2):
            try:
                function(server)
                print('ok %d - /e2e/api/%s' % (number, function.__name__), flush=True)
            except Exception as error:
                failed += 1
                print('not ok %d - /e2e/api/%s' % (number, function.__name__))
                print('# %s: %s' % (type(error).__name__, str(error)[:800].replace('\n', '\n# ')), flush=True)
    finally:
        if server is not None and server.process.poll() is None:
            server.stop(signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
