import { cp } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

/** What Node is started with: the programs and their threads. */
const programs = {
  main: "main.ts",
  cli: "cli.ts",
  "bulk-worker": "bulk-worker.ts",
  "checkpoint-worker": "database/checkpoint-worker.ts",
  "receipt-worker": "adapters/documents/receipts/receipt-worker.ts",
};

/** The parts of the sandbox page that a browser takes as they are. */
const asTheyAre = ["index.html", "icon.svg", "styles"];

/**
 * Writes src/ to `target` as few large files: Node takes twice as long to find and read a module as to compile it, and
 * there are more than a thousand of ours. What is loaded only when it is needed stays a file of its own; packages stay where npm
 * put them. Types are the business of `npm run check`. Throws when a source can't be read; esbuild has said why.
 */
export const bundle = async (source, target) => {
  const shared = { bundle: true, format: "esm", sourcemap: true, sourcesContent: false, logLevel: "warning" };
  await build({
    ...shared,
    entryPoints: Object.entries(programs).map(([out, path]) => ({ in: join(source, path), out })),
    outdir: target,
    platform: "node",
    target: "node20.19",
    packages: "external",
    splitting: true,
  });
  const page = { from: join(source, "sandbox", "page"), to: join(target, "sandbox", "page") };
  await build({
    ...shared,
    entryPoints: [join(page.from, "main.ts")],
    outdir: page.to,
    platform: "browser",
    target: "es2022",
  });
  for (const name of asTheyAre) await cp(join(page.from, name), join(page.to, name), { recursive: true });
};
