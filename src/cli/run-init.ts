import { readFile } from "node:fs/promises";
import { createTranslator } from "../chat/translator.ts";
import { runWork } from "../core/work/run-work.ts";
import { localesFolder } from "../package-paths.ts";
import { importInto } from "./import.ts";
import { init } from "./init.ts";
import { withCore } from "./open-core.ts";

/** `cli init` on the database of the environment. */
export const runInit = (args: string[], env: NodeJS.ProcessEnv): Promise<number> => on(env, args, init);

/** `cli import` on the database of the environment. */
export const runImport = (args: string[], env: NodeJS.ProcessEnv): Promise<number> =>
  on(env, args, importInto);

const on = (env: NodeJS.ProcessEnv, args: string[], command: typeof init): Promise<number> =>
  withCore(env, (core) => {
    const actor = { kind: "system", name: "init", companyId: null } as const;
    return command(
      args,
      { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env },
      {
        run: (fn) => runWork(core, { actor, channel: "cli" }, fn),
        translate: createTranslator(localesFolder).translate,
        readFile,
      },
    );
  });
