import type { PersonalNoticeModel } from "../../database/types.ts";
import type { Lane } from "../outbox/draft.ts";
import type { Work } from "../work/work.ts";
import type { NotificationKind, WayName } from "./kinds.ts";
import { companyDefaults, type KnownReach, loadReach } from "./load-reach.ts";
import { type CompanyDefaults, type Way, waysTo } from "./ways-to.ts";

/** What one person is told; the contents are views, which the core does not look into. */
export interface Notice {
  personId: string;
  /** What it tells whom: a notice whose key is known is dropped. */
  key: string;
  subjectId?: string;
  /** With its buttons prepared, for a chat. */
  card: object;
  /** The essentials in plain words, for e-mail, SMS and push. */
  short: object;
}

/** How all the notices of a call go out. */
export interface NoticeManner {
  companyId: string;
  kind: NotificationKind;
  lane: Lane;
  /** The ways that this deployment has. */
  on: ReadonlySet<WayName>;
  /** Said in a conversation: the quiet hours do not hold the first try back. */
  atOnce?: boolean;
}

export type Told = "queued" | "muted" | "no-way";

/**
 * Tells each person by the first way that works and that the person has not turned off for this kind, after the quiet
 * hours. Should it fail, or should nothing be delivered within the kind's time, passOnNotice takes the next. Resolves to what became of each new notice, by its key. For up to
 * some hundreds.
 */
export const tellPeople = async (
  work: Work,
  manner: NoticeManner,
  notices: readonly Notice[],
): Promise<Map<string, Told>> => {
  const { tx, now, vault } = work;
  const { companyId, kind, lane } = manner;
  const fresh = await unknown(work, notices);
  if (fresh.length === 0) return new Map();
  const reach = await loadReach(tx, [...new Set(fresh.map(({ personId }) => personId))], now);
  const company = await companyDefaults(tx, companyId, kind);
  const told = new Map<string, Told>();
  const rows = fresh.map(({ personId, key, subjectId, card, short }) => {
    const found = takeWay(work, { key, reach: reach.get(personId), kind, company, on: manner.on, used: [] });
    const taken = found.way && manner.atOnce ? { ...found, notBefore: null } : found;
    told.set(key, taken.way ? "queued" : taken.why);
    return {
      taken,
      row: {
        companyId,
        personId,
        kind,
        key,
        subjectId: subjectId ?? null,
        lane,
        contentSealed: vault.seal(JSON.stringify({ card, short })),
        ways: taken.way?.way ?? "",
        outboxKey: taken.way ? outboxKeyOf(key, taken.way.way) : null,
        failure: taken.way ? null : taken.why,
        dueAt: taken.way ? dueAfter(taken, now) : null,
        createdAt: now,
      },
    };
  });
  await tx.personalNotice.createMany({ data: rows.map(({ row }) => row) });
  for (const { taken, row } of rows) if (taken.way) sendBy(work, row, taken);
  return told;
};

/** Begins the key of what the office writes to somebody in particular: what they turned off does not hold it back. */
export const directNotice = "direct:";

type Taken =
  | { way: Way; language: string; notBefore: Date | null; fallbackMinutes: number }
  | { way: null; why: Exclude<Told, "queued"> };

/** The first way that was not used yet; else why there is none. */
export const takeWay = (
  { now }: Pick<Work, "now">,
  {
    key,
    reach,
    kind,
    company,
    on,
    used,
  }: {
    key: string;
    reach: KnownReach | undefined;
    kind: NotificationKind;
    company: CompanyDefaults;
    on: ReadonlySet<WayName>;
    used: readonly string[];
  },
): Taken => {
  if (!reach) return { way: null, why: "no-way" };
  const asked = key.startsWith(directNotice) ? { ...reach, muted: [] } : reach;
  const { ways, unused, notBefore, fallbackMinutes } = waysTo(asked, kind, { company, on, now });
  const way = ways.find((each) => !used.includes(each.way));
  if (way) return { way, language: reach.language, notBefore, fallbackMinutes };
  return { way: null, why: unused.some(({ why }) => why === "muted") ? "muted" : "no-way" };
};

/** When a way has had its time; the quiet hours are not counted. */
export const dueAfter = (
  { notBefore, fallbackMinutes }: { notBefore: Date | null; fallbackMinutes: number },
  now: Date,
): Date => new Date((notBefore ?? now).getTime() + fallbackMinutes * 60_000);

/** Writes the notice's message for a way. */
export const sendBy = (
  work: Pick<Work, "send" | "vault">,
  notice: Pick<PersonalNoticeModel, "key" | "companyId" | "subjectId" | "lane" | "contentSealed">,
  { way: { way, address }, language, notBefore }: Extract<Taken, { way: Way }>,
): void => {
  const { card, short } = JSON.parse(work.vault.open(notice.contentSealed)) as Pick<Notice, "card" | "short">;
  work.send({
    address,
    lane: notice.lane as Lane,
    language,
    companyId: notice.companyId,
    ...(notice.subjectId === null ? {} : { subjectId: notice.subjectId }),
    dedupeKey: outboxKeyOf(notice.key, way),
    ...(notBefore ? { notBefore } : {}),
    what: { kind: "message", content: way === "telegram" ? card : short },
  });
};

const keyPrefix = "notice:";

/** Each way is taken once: its message has this key in the outbox. */
export const outboxKeyOf = (key: string, way: WayName): string => `${keyPrefix}${key}:${way}`;

/** Whether a message's key in the outbox is a notice's. */
export const isNoticeKey = (outboxKey: string | null): outboxKey is string =>
  outboxKey?.startsWith(keyPrefix) ?? false;

const unknown = async ({ tx }: Work, notices: readonly Notice[]): Promise<Notice[]> => {
  const byKey = new Map(notices.map((notice) => [notice.key, notice]));
  const known = await tx.personalNotice.findMany({
    where: { key: { in: [...byKey.keys()] } },
    select: { key: true },
  });
  for (const { key } of known) byKey.delete(key);
  return [...byKey.values()];
};
