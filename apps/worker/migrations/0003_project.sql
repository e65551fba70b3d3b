-- what a team says of its project; nothing of it enters a figure
CREATE TABLE projects (
  tenant TEXT PRIMARY KEY,
  -- ProjectInput and Consequences of core's wire, JSON; null where nobody said
  stated TEXT,
  consequences TEXT,
  -- who made up what this tenant holds; never null again
  synthetic TEXT
) WITHOUT ROWID;
