import { defineConfig } from "vitest/config";

// pure functions leave nothing behind, so that files can share a worker, and the catalogue is read once
export default defineConfig({ test: { isolate: false } });
