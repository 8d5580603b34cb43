CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT) STRICT;
CREATE TABLE command (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  target TEXT NOT NULL,
  applicant_id TEXT,
  base INTEGER NOT NULL,
  seen TEXT,
  args TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  answered_seq INTEGER NOT NULL DEFAULT 0,
  error_code TEXT,
  error_message TEXT,
  current TEXT
) STRICT;
