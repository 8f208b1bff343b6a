import { parseArgs } from "node:util";
import { runSandbox } from "../demonstration/sandbox/run-sandbox.ts";

const usage = `sandbox [--folder <folder>] [--with-real-tokens]
  Opens a page with a Telegram client and a Slack workspace side by side, both local, and Domovoy between them.
  Everything is kept in data/sandbox, or in the folder given. It refuses to start where tokens of real bots are
  set, so that nobody takes one for the other; --with-real-tokens starts it all the same and leaves them alone.
`;

/** `cli sandbox`: gives the exit code; runs until it is stopped. */
export const sandbox = async (args: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  try {
    const { values } = parseArgs({
      args,
      options: { folder: { type: "string" }, "with-real-tokens": { type: "boolean", default: false } },
    });
    return await runSandbox(env, {
      withRealTokens: values["with-real-tokens"],
      ...(values.folder ? { folder: values.folder } : {}),
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n${usage}`);
    return 64;
  }
};
