CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;

CREATE TABLE sequence (
  company_id TEXT NOT NULL PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT;

CREATE TABLE tombstone (
  company_id TEXT NOT NULL,
  scope TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  why TEXT NOT NULL CHECK (why IN ('deleted', 'redacted', 'out_of_scope')),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  mode TEXT NOT NULL,
  PRIMARY KEY (scope, company_id, type, id)
) STRICT;
CREATE INDEX tombstone_seq ON tombstone (company_id, scope, seq);
CREATE INDEX tombstone_at ON tombstone (at);

CREATE TABLE command_answer (
  id TEXT NOT NULL PRIMARY KEY,
  company_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  client TEXT,
  type TEXT NOT NULL,
  applicant_id TEXT,
  mode TEXT,
  body_sha256 TEXT NOT NULL,
  status INTEGER NOT NULL,
  answer BLOB NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX command_answer_user ON command_answer (user_id, seq);
CREATE INDEX command_answer_applicant ON command_answer (applicant_id);
CREATE INDEX command_answer_at ON command_answer (at);

CREATE TABLE event (
  id TEXT NOT NULL PRIMARY KEY,
  company_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  applicant_id TEXT NOT NULL,
  type TEXT NOT NULL,
  seq INTEGER NOT NULL,
  payload TEXT NOT NULL,
  at INTEGER NOT NULL,
  delivered_at INTEGER
) STRICT;
CREATE INDEX event_applicant ON event (applicant_id);
CREATE INDEX event_waiting ON event (at) WHERE delivered_at IS NULL;

CREATE TABLE chain_head (
  company_id TEXT NOT NULL PRIMARY KEY,
  n INTEGER NOT NULL,
  chain TEXT NOT NULL,
  mac TEXT NOT NULL
) STRICT;

CREATE TABLE stat_count (
  company_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  day TEXT NOT NULL,
  word TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (company_id, mode, day, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE applicant_key (
  applicant_id TEXT NOT NULL PRIMARY KEY,
  company_id TEXT NOT NULL,
  wrapped BLOB NOT NULL
) STRICT;

CREATE TABLE media_file (
  company_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  applicant_id TEXT NOT NULL REFERENCES applicant_key (applicant_id),
  size INTEGER NOT NULL,
  wrapped BLOB NOT NULL,
  PRIMARY KEY (company_id, sha256, applicant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_file_applicant ON media_file (applicant_id);

CREATE TABLE media_staged (
  company_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  wrapped BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (company_id, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE media_unlink (
  company_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (company_id, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_secret (
  user_id TEXT NOT NULL PRIMARY KEY REFERENCES user (id),
  password_hash TEXT NOT NULL,
  otp_secret TEXT,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES user (id),
  device TEXT,
  family TEXT NOT NULL,
  refresh_hash TEXT NOT NULL UNIQUE,
  access_hash TEXT NOT NULL UNIQUE,
  access_expires_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER,
  address TEXT
) STRICT;
CREATE INDEX session_user ON session (user_id);
CREATE INDEX session_family ON session (family);

CREATE TABLE session_used (
  refresh_hash TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX session_used_session ON session_used (session_id);

CREATE INDEX user_seq ON user (company_id, seq);
CREATE UNIQUE INDEX user_email ON user (lower (email));
CREATE INDEX user_role ON user (role_id);
CREATE INDEX role_seq ON role (company_id, seq);
CREATE INDEX company_seq ON company (company_id, seq);
CREATE INDEX application_seq ON application (company_id, seq);
CREATE INDEX flow_seq ON flow (company_id, mode, seq);
CREATE INDEX stat_day_seq ON stat_day (company_id, mode, seq);
CREATE INDEX applicant_seq ON applicant (company_id, mode, seq);
CREATE UNIQUE INDEX applicant_external
  ON applicant (company_id, mode, ifnull(application_id, ''), external_user_id)
  WHERE external_user_id IS NOT NULL;
CREATE INDEX applicant_due ON applicant (scheduled_deletion_at)
  WHERE scheduled_deletion_at IS NOT NULL;
CREATE INDEX step_result_seq ON step_result (applicant_id, seq);
CREATE INDEX warning_seq ON warning (applicant_id, seq);
CREATE INDEX warning_other ON warning (other_applicant_id) WHERE other_applicant_id IS NOT NULL;
CREATE INDEX review_seq ON review (applicant_id, seq);
CREATE INDEX comment_seq ON comment (applicant_id, seq);
CREATE INDEX timeline_entry_seq ON timeline_entry (applicant_id, seq);
CREATE INDEX media_seq ON media (applicant_id, seq);
CREATE INDEX media_file_name ON media (company_id, sha256);
CREATE INDEX aml_match_seq ON aml_match (applicant_id, seq);
