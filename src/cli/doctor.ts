import { statfs } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { examine } from "../doctor/examine.ts";
import type { Finding } from "../doctor/finding.ts";

const usage = `doctor [--json] [--backups <folder>]
  Examines the environment, the database and the platforms, and says what to do about what it finds.
  Exits with 1 when there is a fault. Changes nothing.
`;

/** `cli doctor`: gives the exit code. */
export const doctor = async (args: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const options = readOptions(args);
  if (!options) {
    process.stderr.write(usage);
    return 64;
  }
  const findings = await examine(env, {
    now: () => new Date(),
    nodeVersion: process.version,
    listenSeconds: 3,
    backupsFolder: resolve(options.backups),
    freeBytes: async (folder) => {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  });
  process.stdout.write(options.json ? `${JSON.stringify(findings, null, 2)}\n` : report(findings));
  return findings.some(({ status }) => status === "fault") ? 1 : 0;
};

const readOptions = (args: string[]): { json: boolean; backups: string } | null => {
  try {
    return parseArgs({
      args,
      options: {
        json: { type: "boolean", default: false },
        backups: { type: "string", default: "backups" },
      },
    }).values;
  } catch {
    return null;
  }
};

/** A line each, and how many of what at the end. */
export const report = (findings: readonly Finding[]): string => {
  const lines = findings.map(({ status, check, text, remedy }) => {
    const advice = remedy ? ` → ${remedy}` : "";
    return `${status.padEnd(8)} ${check.padEnd(17)} ${text}${advice}\n`;
  });
  const count = (status: Finding["status"]) => findings.filter((finding) => finding.status === status).length;
  return `${lines.join("")}${count("fault")} faults, ${count("warning")} warnings, ${count("ok")} ok\n`;
};
