import type { Account, Actor } from "../../core/access/actor.ts";
import { resolveActor } from "../../core/directory/resolve-actor.ts";
import type { Outcome } from "../../core/outcome.ts";
import { runWork } from "../../core/work/run-work.ts";
import type { Work } from "../../core/work/work.ts";
import type { SandboxClock } from "../sandbox/sandbox-clock.ts";
import { must } from "./must.ts";
import type { CompanyWorld, OpenedCompany } from "./open-company.ts";
import { type ContractorKey, type ResidentKey, residents, type StaffKey } from "./people.ts";

export interface MonthWorld extends CompanyWorld, OpenedCompany {
  clock: SandboxClock;
  /** Up to when; what would come later has not happened. */
  until: Date;
  /** Sent out and done what was asked for so far. */
  idle(): Promise<void>;
  runSchedules(...names: readonly string[]): Promise<void>;
  onProgress(done: number, total: number): void;
}

/** Something of the month at its time. */
export interface Deed {
  at: number;
  play(world: MonthWorld): Promise<void>;
}

type Key = ResidentKey | StaffKey | ContractorKey;

/** What somebody of the company needs to act. */
export type Acting = Pick<MonthWorld, "core" | "slack" | "phones" | "staff" | "clock">;

/** Lets somebody of the month act, by whichever chat is theirs; a refusal is a mistake in the month. */
export const as = async <T>(
  world: Acting,
  who: Key,
  fn: (work: Work) => Promise<Outcome<T, string>>,
): Promise<T> => {
  const account = accountOf(world, who);
  const actor = (tx: Work["tx"]): Promise<Actor> =>
    resolveActor(tx, account, { name: "", language: languageOf(who) }, world.clock.now());
  return must(await runWork(world.core, { actor, channel: account.platform }, fn), `${who} in the month`);
};

const languageOf = (who: Key): string | null => residents.find(({ key }) => key === who)?.language ?? null;

export const accountOf = (world: Acting, who: Key): Account => {
  const slackId = world.staff[who];
  if (slackId) return { platform: "slack", externalId: slackId, chatId: world.slack.direct(slackId).id };
  const id = String(phoneOf(world, who));
  return { platform: "telegram", externalId: id, chatId: id };
};

export const accountWhere = ({ platform, externalId }: Account) => ({ platform, externalId });

export const phoneOf = ({ phones }: Acting, key: Key): number => {
  const phone = phones.find((each) => each.key === key);
  if (!phone) throw new Error(`${key} has no phone in the demonstration`);
  return phone.userId;
};
