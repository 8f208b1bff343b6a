import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { policyTable } from "../core/access/policy.ts";
import type { Holder } from "../core/access/rule.ts";
import { packageRoot } from "../database/package-root.ts";

const relations: Partial<Record<Holder, string>> = {
  unknown: "an account that belongs to nobody known",
  member: "anybody known in the company, also after a move-out",
  author: "whose it is (the request, the person's own data), as long as they occupy the unit",
  occupant: "occupies the unit that it is about, and did when it came to be",
  neighbour: "occupies a unit of the building, and it is about no unit",
  assignee: "whom the request is assigned to, as long as they hold any role there",
  system: "schedules, jobs and the command line",
};

/** Who may do what, as docs/permissions.md says it. */
export const permissionsPage = (): string => `# Who may do what

Made by \`npm run cli -- permissions --write\` from the policy table, \`src/core/access/policy.ts\`, which every use case
asks first. A role holds for the whole company or for one building. "yes": with a role for the building that it is about,
or for the whole company. "whole company": only with a role for the whole company. Across companies nobody may do
anything.

The first columns are no roles but relations:

${Object.entries(relations)
  .map(([holder, meaning]) => `- **${holder}**: ${meaning}`)
  .join("\n")}

${policyTable()}`;

const usage = "permissions [--write]\n  Prints who may do what; --write: into docs/permissions.md.\n";

/** `cli permissions`: gives the exit code. */
export const permissions = async (args: string[]): Promise<number> => {
  const [option] = args;
  if (option === undefined) {
    process.stdout.write(permissionsPage());
    return 0;
  }
  if (option !== "--write" || args.length > 1) {
    process.stderr.write(usage);
    return 64;
  }
  const path = join(packageRoot, "docs", "permissions.md");
  writeFileSync(path, permissionsPage());
  process.stdout.write(`${path}\n`);
  return 0;
};
