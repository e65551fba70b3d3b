-- Runs are read by what readings take of them, and what was trained may be told after the rest.

-- workloads of a run whose full training really took place: told with it or later, never taken back
CREATE TABLE trainings (
  tenant TEXT NOT NULL,
  key TEXT NOT NULL,
  workload TEXT NOT NULL,
  received_ms INTEGER NOT NULL,
  PRIMARY KEY (tenant, key, workload)
) WITHOUT ROWID;
INSERT INTO trainings (tenant, key, workload, received_ms)
SELECT runs.tenant, runs.key, told.value, runs.received_ms FROM runs, json_each(runs.body, '$.trained') AS told;

ALTER TABLE runs RENAME TO runs_before;
DROP INDEX runs_by_time;

-- bench results as they were sent, trainings aside. With a rowid: without one, SQLite reads whole bodies to compare keys
CREATE TABLE runs (
  tenant TEXT NOT NULL,
  key TEXT NOT NULL,
  received_ms INTEGER NOT NULL,
  started_ms INTEGER NOT NULL,
  -- empty where trainings were digested with the rest: made anew when the run is sent again
  body_sha256 TEXT NOT NULL,
  sha TEXT NOT NULL,
  ref TEXT NOT NULL,
  repository TEXT NOT NULL,
  pull_request INTEGER,
  -- what GitHub said of the job, JSON; null where a key sent it
  job TEXT,
  -- how many comparisons it holds; null where nobody has counted
  comparisons INTEGER,
  -- what readings take of the body, JSON, and the number of that form; null where they take it from the body
  summary_form INTEGER,
  summary TEXT,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, key)
);
INSERT INTO runs (tenant, key, received_ms, started_ms, body_sha256, sha, ref, repository, pull_request, job, body)
SELECT tenant, key, received_ms, started_ms,
  CASE WHEN json_type(body, '$.trained') IS NULL THEN body_sha256 ELSE '' END,
  sha, ref, repository, pull_request, job,
  CASE WHEN json_type(body, '$.trained') IS NULL THEN body ELSE json_remove(body, '$.trained') END
FROM runs_before;
DROP TABLE runs_before;
CREATE INDEX runs_by_time ON runs (tenant, started_ms, key);
