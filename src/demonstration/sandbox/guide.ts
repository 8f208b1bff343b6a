import type { GuideStep } from "../../sandbox/page/wire.ts";
import { residents } from "../company/people.ts";
import type { OpenedStage } from "./open-stage.ts";

const steps = ["photo", "file", "take", "reply", "done", "rate", "clock"] as const;

type Step = (typeof steps)[number];

/** Which act of a request's history does which of the first steps. */
const doneBy: Readonly<Record<string, Step>> = {
  filed: "file",
  taken: "take",
  assigned: "take",
  asked: "reply",
  done: "done",
  rated: "rate",
};

export const heroKey = residents[0].key;

export const heroOf = ({ remembered }: OpenedStage): number =>
  remembered.phones.find(({ key }) => key === heroKey)?.userId ?? 0;

/** The first steps, and which of them were done since they began: told by what happened, not by what was pressed. */
export const guideOf = async (stage: OpenedStage, aheadMs: number): Promise<GuideStep[]> => {
  const { domovoy, telegram, remembered } = stage;
  const hero = heroOf(stage);
  const { read } = domovoy.core.database;
  const account = await read.identity.findFirst({
    where: { platform: "telegram", externalId: String(hero) },
    select: { personId: true },
  });
  const events = await read.requestEvent.findMany({
    where: { request: { number: { gt: remembered.guide.request }, authorId: account?.personId ?? "" } },
    select: { kind: true },
  });
  const done = new Set<Step>(events.flatMap(({ kind }) => doneBy[kind] ?? []));
  const sent = telegram
    .messages(hero)
    .some(({ id, fromBot, media }) => id > remembered.guide.message && !fromBot && media?.kind === "photo");
  if (sent) done.add("photo");
  if (aheadMs > remembered.guide.aheadMs) done.add("clock");
  return steps.map((id) => ({ id, done: done.has(id) }));
};

/** From here on the steps are open again. */
export const beginGuide = async (stage: OpenedStage, aheadMs: number): Promise<void> => {
  const newest = await stage.domovoy.core.database.read.request.findFirst({
    orderBy: { number: "desc" },
    select: { number: true },
  });
  stage.remembered.guide = {
    request: newest?.number ?? 0,
    message: stage.telegram.messages(heroOf(stage)).at(-1)?.id ?? 0,
    aheadMs,
  };
};
