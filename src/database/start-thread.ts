import { type TransferListItem, Worker } from "node:worker_threads";

/** Starts the program `name` that stands beside the caller's file, as a source while sources are run, else compiled. */
export const startThread = (
  callerUrl: string,
  name: string,
  workerData: object,
  transferList: TransferListItem[] = [],
): Worker => {
  if (callerUrl.endsWith(".js"))
    return new Worker(new URL(`./${name}.js`, callerUrl), { workerData, transferList });
  // The loader of sources has to be registered in each thread anew.
  const program = new URL(`./${name}.ts`, callerUrl).href;
  const begin = `import("tsx/esm/api").then(({ register }) => { register(); return import(${JSON.stringify(program)}); })`;
  return new Worker(begin, { eval: true, workerData, transferList });
};
