import { existsSync } from "node:fs";

type Command = (args: string[], env: NodeJS.ProcessEnv) => Promise<number>;

/** Each is loaded when it is asked for. */
const commands: Readonly<Record<string, { does: string; load(): Promise<Command> }>> = {
  start: {
    does: "run the bots whose tokens are set, else the sandbox; the same as npm start",
    load: async () => {
      const { start } = await import("./start.ts");
      return (_args, env) => start(env);
    },
  },
  init: {
    does: "create a company, its first administrator's invite, import its register",
    load: async () => (await import("./cli/run-init.ts")).runInit,
  },
  import: {
    does: "add a register of units and people to a company that is there",
    load: async () => (await import("./cli/run-init.ts")).runImport,
  },
  letters: {
    does: "write a building's invite letters and its poster as PDF",
    load: async () => (await import("./cli/letters.ts")).letters,
  },
  "slack-manifest": {
    does: "print what a Slack app is made from",
    load: async () => (await import("./cli/slack-manifest.ts")).printSlackManifest,
  },
  demo: {
    does: "play the main job against local platforms and print both chats",
    load: async () => (await import("./cli/demo.ts")).demo,
  },
  doctor: {
    does: "examine everything, and say what to do about what is wrong",
    load: async () => (await import("./cli/doctor.ts")).doctor,
  },
  sandbox: {
    does: "try Domovoy out on a page with local platforms and a demonstration company",
    load: async () => (await import("./cli/sandbox.ts")).sandbox,
  },
  migrate: {
    does: "bring the database to this version",
    load: async () => (await import("./cli/migrate.ts")).migrate,
  },
  backup: {
    does: "write one encrypted archive of database and files",
    load: async () => (await import("./cli/backup.ts")).backup,
  },
  restore: {
    does: "put a verified archive in the place of the data",
    load: async () => (await import("./cli/restore.ts")).restore,
  },
  audit: {
    does: "verify that the audit log is whole",
    load: async () => (await import("./cli/audit.ts")).audit,
  },
  recount: {
    does: "count an owners' meeting anew from its ballots and compare",
    load: async () => (await import("./cli/recount.ts")).recountCommand,
  },
  permissions: {
    does: "print who may do what",
    load: async () => (await import("./cli/permissions.ts")).permissions,
  },
};

const usage = `npm run cli -- <command>\n\n${Object.entries(commands)
  .map(([name, { does }]) => `  ${name.padEnd(16)}${does}`)
  .join("\n")}\n`;

if (existsSync(".env")) process.loadEnvFile(".env");
const [name = "", ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) {
  const run = await command.load();
  process.exitCode = await run(args, process.env);
} else {
  process.stderr.write(usage);
  process.exitCode = name === "" || name === "help" || name === "--help" ? 0 : 64;
}
