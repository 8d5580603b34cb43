-- Everything but the table of applicants, which is made from its record type.
-- A row number of applicant names the row in lists and in the search: never VACUUM this file.
CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT) STRICT;
CREATE TABLE scope (
  name TEXT NOT NULL PRIMARY KEY,
  token TEXT,
  generation INTEGER NOT NULL,
  complete INTEGER NOT NULL
) STRICT;
CREATE TABLE item (
  scope TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (scope, type, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE label (id TEXT NOT NULL PRIMARY KEY, name_key TEXT) STRICT;
CREATE TABLE media_file (
  sha256 TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  used_at INTEGER NOT NULL
) STRICT;
CREATE INDEX media_file_used ON media_file (used_at);
CREATE INDEX applicant_created ON applicant (mode, created_at, id);
CREATE INDEX applicant_updated ON applicant (mode, updated_at, id);
CREATE INDEX applicant_name ON applicant (mode, name_key, id);
CREATE INDEX applicant_status ON applicant (mode, status, created_at, id);
CREATE INDEX applicant_reviewer ON applicant (mode, reviewer_id, created_at, id);
CREATE VIRTUAL TABLE applicant_search USING fts5 (
  words, content = 'applicant', content_rowid = 'rowid', detail = none, prefix = '2 3 4',
  tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER applicant_inserted AFTER INSERT ON applicant BEGIN
  INSERT INTO applicant_search (rowid, words) VALUES (new.rowid, new.words);
END;
CREATE TRIGGER applicant_deleted AFTER DELETE ON applicant BEGIN
  INSERT INTO applicant_search (applicant_search, rowid, words)
  VALUES ('delete', old.rowid, old.words);
END;
CREATE TRIGGER applicant_updated_words AFTER UPDATE ON applicant WHEN old.words <> new.words BEGIN
  INSERT INTO applicant_search (applicant_search, rowid, words)
  VALUES ('delete', old.rowid, old.words);
  INSERT INTO applicant_search (rowid, words) VALUES (new.rowid, new.words);
END;
