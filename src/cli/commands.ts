type Command = (args: string[], env: NodeJS.ProcessEnv) => Promise<number>;

/** What `npm run cli --` can do. Each is loaded when it is asked for. */
export const commands: Readonly<Record<string, { does: string; load(): Promise<Command> }>> = {
  start: {
    does: "run the bots whose tokens are set, else the sandbox; the same as npm start",
    load: async () => {
      const { start } = await import("../start.ts");
      return (_args, env) => start(env);
    },
  },
  init: {
    does: "create a company, its first administrator's invite, import its register",
    load: async () => (await import("./run-init.ts")).runInit,
  },
  import: {
    does: "add a register of units and people to a company that is there",
    load: async () => (await import("./run-init.ts")).runImport,
  },
  letters: {
    does: "write a building's invite letters and its poster as PDF",
    load: async () => (await import("./letters.ts")).letters,
  },
  "slack-manifest": {
    does: "print what a Slack app is made from",
    load: async () => (await import("./slack-manifest.ts")).printSlackManifest,
  },
  demo: {
    does: "play the main job against local platforms and print both chats",
    load: async () => (await import("./demo.ts")).demo,
  },
  doctor: {
    does: "examine everything, and say what to do about what is wrong",
    load: async () => (await import("./doctor.ts")).doctor,
  },
  sandbox: {
    does: "try Domovoy out on a page with local platforms and a demonstration company",
    load: async () => (await import("./sandbox.ts")).sandbox,
  },
  migrate: {
    does: "bring the database to this version",
    load: async () => (await import("./migrate.ts")).migrate,
  },
  backup: {
    does: "write one encrypted archive of database and files",
    load: async () => (await import("./backup.ts")).backup,
  },
  restore: {
    does: "put a verified archive in the place of the data",
    load: async () => (await import("./restore.ts")).restore,
  },
  audit: {
    does: "verify that the audit log is whole",
    load: async () => (await import("./audit.ts")).audit,
  },
  ledger: {
    does: "verify that the ledgers balance, and that what is kept beside them agrees",
    load: async () => (await import("./ledger.ts")).ledger,
  },
  recount: {
    does: "count an owners' meeting anew from its ballots and compare",
    load: async () => (await import("./recount.ts")).recountCommand,
  },
  permissions: {
    does: "print who may do what",
    load: async () => (await import("./permissions.ts")).permissions,
  },
};
