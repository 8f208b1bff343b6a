import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: ".",
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/support/global-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Machines are shared: what comes late must not look like what never comes.
    expect: { poll: { timeout: 20_000 } },
    isolate: false,
    // One thread runs many files: what a failed test left of its spies must not fail the next ones.
    restoreMocks: true,
    pool: "threads",
  },
});
