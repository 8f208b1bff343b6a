import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Logger } from "pino";
import { compose, type Domovoy } from "../../compose.ts";
import type { Config } from "../../config.ts";
import { unpaced } from "../../delivery/limits.ts";
import { keyFromFile } from "../../key-file.ts";
import { noLetters } from "../../letters-config.ts";
import { openSnapshotFile, type SnapshotFile } from "../../sandbox/snapshot/snapshot-file.ts";
import { booksOpenedAt } from "../company/bills/billed-months.ts";
import { openCompany } from "../company/open-company.ts";
import { type PhoneOf, staff } from "../company/people.ts";
import { playMonth } from "../company/play-month.ts";
import { settle } from "../settle.ts";
import { openPlatforms, type Platforms } from "./open-platforms.ts";
import type { SandboxClock } from "./sandbox-clock.ts";

/** What the sandbox remembers beside Domovoy's database and the two platforms. */
export interface Remembered {
  staffChannel: string;
  phones: PhoneOf[];
  staff: Record<string, string>;
  aheadMs: number;
  /** When it was made: tells one town from the next. */
  epoch: number;
  /** What the neighbours have paid is entered. */
  statement: boolean;
  /** What was there when the first steps began. */
  guide: { request: number; message: number; aheadMs: number };
}

export interface StageOptions {
  folder: string;
  clock: SandboxClock;
  logger: Logger;
  onFatal(fault: Error): void;
  onProgress(done: number, total: number): void;
  /** Both chats can be seen already; the month may still be being made. */
  onOpen(opened: OpenedStage): void;
  /** Without the month of requests: for tests of the page alone. */
  empty?: boolean;
}

export interface OpenedStage extends Platforms {
  domovoy: Domovoy;
  remembered: Remembered;
  remember(): void;
  settled(): Promise<void>;
}

/** Opens the sandbox's town from its folder, or makes it there. */
export const openStage = async (options: StageOptions): Promise<OpenedStage> => {
  const folder = resolve(options.folder);
  const kept = openSnapshotFile(join(folder, "sandbox.json"), () => remembered);
  let remembered = kept.load() as Remembered | undefined;
  // Written last: without it the making was interrupted.
  if (!remembered) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { clock } = options;
  const until = new Date();
  if (remembered) clock.goOn(remembered.aheadMs);
  else clock.standAt(new Date(booksOpenedAt(until)));
  const platforms = await openPlatforms(join(folder, "platforms"), clock);
  const { telegram, slack } = platforms;
  const staffChannel = remembered?.staffChannel ?? addStaff(platforms);
  const domovoy = await compose(configOf(folder, platforms, staffChannel), {
    logger: options.logger,
    clock,
    onFatal: options.onFatal,
    limits: { paces: unpaced },
  });
  const settled = () => settle(telegram, slack, domovoy);
  const fresh: Remembered = {
    staffChannel,
    phones: [],
    staff: {},
    aheadMs: 0,
    epoch: until.getTime(),
    statement: options.empty === true,
    guide: { request: 0, message: 0, aheadMs: 0 },
  };
  const opened: OpenedStage = {
    ...platforms,
    domovoy,
    remembered: remembered ?? fresh,
    remember: () => {
      remembered = opened.remembered;
      kept.save();
    },
    settled,
    close: () => closeStage(opened, platforms, kept),
  };
  try {
    if (!remembered) await makeTown(opened, until, options);
    else options.onOpen(opened);
  } catch (error) {
    await closeStage(opened, platforms, kept);
    throw error;
  }
  platforms.keep();
  opened.remember();
  return opened;
};

const closeStage = async (
  { domovoy }: OpenedStage,
  platforms: Platforms,
  kept: SnapshotFile,
): Promise<void> => {
  await domovoy.stop();
  await platforms.close();
  kept.close();
};

const addStaff = ({ slack }: Platforms): string => {
  for (const { key, name, locale, role } of staff)
    slack.addUser({ name: key, realName: name, locale, isAdmin: role === "administrator" });
  return slack.addChannel({ name: "staff", members: staff.map(({ key }) => key), withBot: true }).id;
};

const makeTown = async (opened: OpenedStage, until: Date, options: StageOptions): Promise<void> => {
  const { domovoy, telegram, slack, settled, remembered } = opened;
  const { clock } = options;
  const world = {
    core: domovoy.core,
    telegram,
    slack,
    staffChannel: remembered.staffChannel,
    settled,
  };
  Object.assign(remembered, await openCompany(world));
  options.onOpen(opened);
  if (!options.empty) {
    await playMonth({
      ...world,
      ...remembered,
      clock,
      until,
      idle: () => domovoy.idle(),
      runSchedules: async (...names) => {
        for (const name of names) await domovoy.schedules.runNow(name);
      },
      onProgress: options.onProgress,
    });
  }
  await settled();
  clock.goOn(0);
};

const configOf = (folder: string, { telegram, slack }: Platforms, staffChannel: string): Config => {
  const path = join(folder, "domovoy.db");
  return {
    database: { provider: "sqlite", url: `file:${path}`, path },
    telegram: { token: telegram.token, apiRoot: telegram.apiRoot, library: "grammy", webhook: null },
    slack: {
      botToken: slack.botToken,
      staffChannel,
      apiUrl: slack.apiUrl,
      mode: { kind: "socket", appToken: slack.appToken },
    },
    letters: noLetters,
    keys: keyFromFile(path).keys,
    http: { host: "127.0.0.1", port: 0, publicUrl: null },
    files: { kind: "disk", folder: join(folder, "files") },
    log: { level: "warn", pretty: false },
  };
};
