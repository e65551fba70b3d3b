-- The book: what the shards write up, and what people and CI tell the ledger. No grams: they follow on reading.

-- labels of cells; id is a digest of tenant and labels
CREATE TABLE dims (
  id TEXT PRIMARY KEY,
  tenant TEXT NOT NULL,
  phase TEXT NOT NULL,
  task TEXT NOT NULL,
  model TEXT NOT NULL,
  model_version TEXT NOT NULL,
  route TEXT NOT NULL,
  profile TEXT NOT NULL,
  profile_version INTEGER NOT NULL,
  zone TEXT NOT NULL,
  timing TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX dims_of_tenant ON dims (tenant);

-- one shard's count of one hour, absolute: written again with a higher revision, it replaces itself
CREATE TABLE hours (
  tenant TEXT NOT NULL,
  hour INTEGER NOT NULL,
  dims TEXT NOT NULL,
  shard INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  count INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  aborted INTEGER NOT NULL,
  timed INTEGER NOT NULL,
  duration_us INTEGER NOT NULL,
  share_us INTEGER NOT NULL,
  alone INTEGER NOT NULL,
  streamed INTEGER NOT NULL,
  head_us INTEGER NOT NULL,
  first_byte_us INTEGER NOT NULL,
  tokened INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  metered INTEGER NOT NULL,
  energy_uj INTEGER NOT NULL,
  cpu_timed INTEGER NOT NULL,
  cpu_us INTEGER NOT NULL,
  PRIMARY KEY (tenant, hour, dims, shard)
) WITHOUT ROWID;

-- the same by day (UTC), kept when the hours are gone; label first, so that years are summed up as they lie
CREATE TABLE days (
  tenant TEXT NOT NULL,
  day INTEGER NOT NULL,
  dims TEXT NOT NULL,
  shard INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  count INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  aborted INTEGER NOT NULL,
  timed INTEGER NOT NULL,
  duration_us INTEGER NOT NULL,
  share_us INTEGER NOT NULL,
  alone INTEGER NOT NULL,
  streamed INTEGER NOT NULL,
  head_us INTEGER NOT NULL,
  first_byte_us INTEGER NOT NULL,
  tokened INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  metered INTEGER NOT NULL,
  energy_uj INTEGER NOT NULL,
  cpu_timed INTEGER NOT NULL,
  cpu_us INTEGER NOT NULL,
  PRIMARY KEY (tenant, dims, day, shard)
) WITHOUT ROWID;

-- what producers said they had to give up
CREATE TABLE producers (
  tenant TEXT NOT NULL,
  producer TEXT NOT NULL,
  shard INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  last_seen_ms INTEGER NOT NULL,
  lost INTEGER NOT NULL,
  PRIMARY KEY (tenant, producer)
) WITHOUT ROWID;

CREATE TABLE tenants (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- keys are `id.secret`; the secret's SHA-256 is kept
CREATE TABLE keys (
  id TEXT PRIMARY KEY,
  tenant TEXT NOT NULL REFERENCES tenants (id),
  secret_sha256 TEXT NOT NULL,
  scopes TEXT NOT NULL,
  label TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  expires_ms INTEGER,
  revoked_ms INTEGER
) WITHOUT ROWID;

-- repositories whose jobs may write runs, by GitHub's OIDC
CREATE TABLE trusted_repositories (
  -- lower case: `owner/name` or `owner/*`
  repository TEXT PRIMARY KEY,
  tenant TEXT NOT NULL REFERENCES tenants (id),
  -- GitHub's number of the owner, kept from its first job on: a name that changes hands is not trusted on
  owner_id TEXT,
  created_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE profiles (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  corrects INTEGER,
  -- Profile of core's wire, JSON
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id, version)
) WITHOUT ROWID;

-- upstreams of the gateway
CREATE TABLE routes (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;

-- bench results as they were sent
CREATE TABLE runs (
  tenant TEXT NOT NULL,
  key TEXT NOT NULL,
  received_ms INTEGER NOT NULL,
  started_ms INTEGER NOT NULL,
  body_sha256 TEXT NOT NULL,
  sha TEXT NOT NULL,
  ref TEXT NOT NULL,
  repository TEXT NOT NULL,
  pull_request INTEGER,
  -- what GitHub said of the job, JSON; null where a key sent it
  job TEXT,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, key)
) WITHOUT ROWID;
CREATE INDEX runs_by_time ON runs (tenant, started_ms);

-- live readings of the grid, each as it was told
CREATE TABLE grid_hours (
  zone TEXT NOT NULL,
  hour INTEGER NOT NULL,
  provider TEXT NOT NULL,
  accounting TEXT NOT NULL,
  g_per_kwh REAL NOT NULL,
  spread REAL NOT NULL,
  retrieved_ms INTEGER NOT NULL,
  PRIMARY KEY (zone, hour, provider)
) WITHOUT ROWID;

-- the last asking of each provider for each zone, and why it gave nothing
CREATE TABLE grid_asked (
  zone TEXT NOT NULL,
  provider TEXT NOT NULL,
  asked_ms INTEGER NOT NULL,
  failure TEXT,
  PRIMARY KEY (zone, provider)
) WITHOUT ROWID;

-- every value that a factor ever had here: a second row of one id is a restatement
CREATE TABLE factor_values (
  id TEXT NOT NULL,
  first_used_ms INTEGER NOT NULL,
  value REAL NOT NULL,
  spread REAL NOT NULL,
  unit TEXT NOT NULL,
  year INTEGER NOT NULL,
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  licence TEXT NOT NULL,
  PRIMARY KEY (id, first_used_ms)
) WITHOUT ROWID;
