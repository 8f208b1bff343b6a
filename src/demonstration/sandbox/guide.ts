import type { Language } from "../../core/directory/languages.ts";
import type { GuideStep } from "../../sandbox/page/wire.ts";
import type { ResidentKey } from "../company/people.ts";
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

/** Whom the first steps speak of: they read the language of the page. */
const heroKeys = { ru: "anna", en: "john" } as const satisfies Record<Language, ResidentKey>;

export const heroesOf = ({ remembered }: OpenedStage): Record<string, number> =>
  Object.fromEntries(
    Object.entries(heroKeys).map(([language, hero]) => [
      language,
      remembered.phones.find(({ key }) => key === hero)?.userId ?? 0,
    ]),
  );

/** The first steps, and which of them were done since they began: told by what happened, not by what was pressed. */
export const guideOf = async (stage: OpenedStage, aheadMs: number): Promise<GuideStep[]> => {
  const { domovoy, telegram, remembered } = stage;
  const { read } = domovoy.core.database;
  const heroes = Object.values(heroesOf(stage));
  const accounts = await read.identity.findMany({
    where: { platform: "telegram", externalId: { in: heroes.map(String) } },
    select: { personId: true },
  });
  const events = await read.requestEvent.findMany({
    where: {
      request: {
        number: { gt: remembered.guide.request },
        authorId: { in: accounts.map(({ personId }) => personId) },
      },
    },
    select: { kind: true },
  });
  const done = new Set<Step>(events.flatMap(({ kind }) => doneBy[kind] ?? []));
  const sent = heroes
    .flatMap((hero) => telegram.messages(hero))
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
    message: Math.max(
      0,
      ...Object.values(heroesOf(stage)).map((hero) => stage.telegram.messages(hero).at(-1)?.id ?? 0),
    ),
    aheadMs,
  };
};
