import { readFile } from "node:fs/promises";
import { createTranslator } from "../chat/translator.ts";
import { runWork } from "../core/work/run-work.ts";
import { localesFolder } from "../package-paths.ts";
import { init } from "./init.ts";
import { withCore } from "./open-core.ts";

/** `cli init` on the database of the environment. */
export const runInit = (args: string[], env: NodeJS.ProcessEnv): Promise<number> =>
  withCore(env, (core) => {
    const actor = { kind: "system", name: "init", companyId: null } as const;
    return init(
      args,
      { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env },
      {
        run: (fn) => runWork(core, { actor, channel: "cli" }, fn),
        translate: createTranslator(localesFolder).translate,
        readFile,
      },
    );
  });
