import { join } from "node:path";
import type { Logger } from "pino";
import { languages } from "../../core/directory/languages.ts";
import { packageRoot } from "../../database/package-root.ts";
import { localesFolder } from "../../package-paths.ts";
import { startPageServer } from "../../sandbox/serve/page-server.ts";
import { createSandboxHost, type RunningHost } from "./sandbox-host.ts";

export interface SandboxOptions {
  /** Where everything is kept between starts. */
  folder: string;
  /** 0: any free one. */
  port: number;
  logger: Logger;
  onFatal(fault: Error): void;
  /** Where the page's modules are, if not in dist/. */
  pageFolders?: readonly string[];
  empty?: boolean;
}

export interface Sandbox {
  address: string;
  host: RunningHost;
  stop(): Promise<void>;
}

export const defaultFolder = "data/sandbox";

const compiledPage = join(packageRoot, "dist", "sandbox", "page");

/** The page at once, and behind it both local platforms with Domovoy and its demonstration company between them. */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { logger } = options;
  const host = createSandboxHost(options);
  host.ready.catch((error: unknown) =>
    options.onFatal(error instanceof Error ? error : new Error(String(error))),
  );
  const page = await startPageServer({
    host,
    port: options.port,
    pageFolders: options.pageFolders ?? [compiledPage],
    localesFolder,
    languages,
    onFault: (error) => logger.error({ err: error }, "the sandbox page failed to answer; see the error"),
  }).catch(async (error: unknown) => {
    await host.ready.catch(() => undefined);
    await host.stop();
    throw error;
  });
  return {
    address: page.address,
    host,
    stop: async () => {
      await page.stop();
      await host.stop();
    },
  };
};
