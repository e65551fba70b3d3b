#!/usr/bin/env node
// Plain JavaScript, so that a Node too old to strip types can still say so.
const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 24) {
  process.stderr.write(
    `gramme wants Node 24 or newer, this is ${process.versions.node}. Inside the repository, \`npm run setup\` installs one that \`npx gramme\` uses.\n`,
  );
  process.exit(2);
}
// Node keeps the stripped and compiled sources in its cache folder: half a second less at each start but the first
const { enableCompileCache } = await import("node:module");
enableCompileCache();
await import("../src/cli/main.ts");
