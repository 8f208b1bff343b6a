import { providerOf } from "../../database/as-db.ts";
import { forProvider } from "../../database/for-provider.ts";
import type { AnnouncementModel, Db } from "../../database/types.ts";
import type { NotificationKind, WayName } from "../contacts/kinds.ts";
import { companyDefaults, loadReach } from "../contacts/load-reach.ts";
import { type CompanyDefaults, waysTo } from "../contacts/ways-to.ts";
import { languages } from "../directory/languages.ts";
import type { Core } from "../work/core.ts";
import { peopleFirst } from "../work/people-first.ts";
import { runWork } from "../work/run-work.ts";
import { audienceIn } from "./announcement.ts";
import { concernedUnits } from "./concerned.ts";
import { peopleOf } from "./followed-people.ts";
import { whoHeard } from "./heard-of.ts";
import { noPreview, type Preview } from "./preview.ts";
import { type ShownAnnouncement, showAnnouncement } from "./show-announcement.ts";
import { toldAs } from "./told-as.ts";

/** The queue of the job that counts what an announcement would do. */
export const previewQueue = "preview-announcement";

export interface AnnouncementDeps {
  core: Core;
  /** The ways that this deployment has. */
  ways(): ReadonlySet<WayName>;
  /** How many short messages an announcement is sent as to a reader of this language. */
  segments(announcement: ShownAnnouncement, language: string): number;
  /** The same of a test copy. */
  testSegments(announcement: ShownAnnouncement, language: string): number;
}

/** People whose ways are looked up at a time. */
const atATime = 300;

/** Units that are noted for the card. */
const mostPaper = 400;

/** Counts, without a write, whom an announcement would reach and how, and notes it for the card. */
export const previewAnnouncement = async (deps: AnnouncementDeps, announcementId: string): Promise<void> => {
  const { core } = deps;
  const { read } = core.database;
  const announcement = await read.announcement.findUnique({ where: { id: announcementId } });
  if (announcement?.state !== "draft" && announcement?.state !== "confirmed") return;
  const { preview } = await countPreview(deps, announcement);
  const { companyId } = announcement;
  await runWork(
    core,
    { actor: { kind: "system", name: "announcements", companyId }, channel: "job" },
    async (work) => {
      const { count } = await work.tx.announcement.updateMany({
        where: { id: announcementId, version: preview.version },
        data: { preview: { ...preview } as object },
      });
      if (count > 0)
        work.announce({ type: "announcement.changed", act: "previewed", companyId, announcementId });
    },
  );
};

/** All the units in which nobody can be told as things are now, in the order of their numbers: each as "address, number". */
export const unitsForPaper = async (
  deps: AnnouncementDeps,
  announcement: AnnouncementModel,
): Promise<string[]> => (await countPreview(deps, announcement)).paper;

interface Counted {
  preview: Preview;
  /** All of them, of which the preview has the first. */
  paper: string[];
}

const countPreview = async (deps: AnnouncementDeps, announcement: AnnouncementModel): Promise<Counted> => {
  const { read } = deps.core.database;
  const now = deps.core.clock.now();
  const kind = await toldAs(read, announcement);
  const company = await companyDefaults(read, announcement.companyId, kind);
  const { price, testCost } = await smsPrices(deps, announcement);
  const preview = noPreview(announcement.version);
  const told = new Set<string>();
  let cost = 0n;
  for (let after = ""; ; ) {
    const people = await peopleOf(read, announcement, now, { after, size: atATime });
    const last = people.at(-1);
    if (!last) break;
    after = last.personId;
    const found = await countPage(deps, {
      kind,
      company,
      now,
      personIds: people.map(({ personId }) => personId),
    });
    for (const { personId, way, digest, muted, language } of found) {
      preview.people += 1;
      if (way) preview.ways[way] = (preview.ways[way] ?? 0) + 1;
      if (digest) preview.digest += 1;
      if (!way && muted) preview.muted += 1;
      if (!way && !muted) preview.unreachable += 1;
      if (way === "sms") cost += price(language);
      if (way || muted) told.add(personId);
    }
    await peopleFirst();
  }
  const { units, paper } = await unitsOf(read, announcement, now, told);
  const noted = { units: paper.slice(0, mostPaper), total: paper.length };
  return { preview: { ...preview, units, paper: noted, smsCost: String(cost), testCost }, paper };
};

interface Found {
  personId: string;
  way: WayName | null;
  digest: boolean;
  muted: boolean;
  language: string;
}

const countPage = async (
  { core, ways }: AnnouncementDeps,
  {
    kind,
    company,
    now,
    personIds,
  }: {
    kind: NotificationKind;
    company: CompanyDefaults;
    now: Date;
    personIds: string[];
  },
): Promise<Found[]> => {
  const reach = await loadReach(core.database.read, personIds, now);
  const on = ways();
  return [...reach.values()].map((person) => {
    const plan = waysTo(person, kind, { company, on, now });
    return {
      personId: person.personId,
      way: plan.ways[0]?.way ?? null,
      digest: plan.digest && plan.ways.length > 0,
      muted: plan.unused.some(({ why }) => why === "muted"),
      language: person.language,
    };
  });
};

interface SmsPrices {
  /** Of one message to a reader of a language, in minor currency units. */
  price(language: string): bigint;
  testCost: Record<string, string>;
}

const smsPrices = async (
  { core, segments, testSegments }: AnnouncementDeps,
  { id, companyId }: AnnouncementModel,
): Promise<SmsPrices> => {
  const { read } = core.database;
  const tariff = await read.smsTariff.findUnique({ where: { companyId } });
  const shown = await showAnnouncement(read, core.vault, id);
  const priceOf = (count: number): bigint => (tariff?.pricePerSegment ?? 0n) * BigInt(count);
  const known = new Map<string, bigint>();
  return {
    price: (language) => {
      if (!tariff || !shown) return 0n;
      const price = known.get(language) ?? priceOf(segments(shown, language));
      known.set(language, price);
      return price;
    },
    testCost: Object.fromEntries(
      shown ? languages.map((language) => [language, String(priceOf(testSegments(shown, language)))]) : [],
    ),
  };
};

/** How many units there are, and in which of them nobody can be told: those get a paper. */
const unitsOf = async (
  db: Db,
  announcement: AnnouncementModel,
  now: Date,
  told: ReadonlySet<string>,
): Promise<{ units: number; paper: string[] }> => {
  const held = await heldUnits(db, announcement, now);
  const open = new Map<string, string>();
  const reached = new Set<string>();
  for (const { unitId, number, address, personId } of held) {
    open.set(unitId, `${address}, ${number}`);
    if (personId !== null && told.has(personId)) reached.add(unitId);
  }
  const paper = [...open].filter(([unitId]) => !reached.has(unitId)).map(([, label]) => label);
  return { units: open.size, paper: paper.sort(new Intl.Collator("en", { numeric: true }).compare) };
};

export interface HeldUnit {
  unitId: string;
  number: string;
  address: string;
  entrance: string | null;
  /** Null: the register knows nobody there. */
  personId: string | null;
}

/**
 * Each unit that an announcement is for with each person whom it concerns there, at a moment; one line where there is
 * none. That something is off concerns no units of those who do not know of it.
 */
export const heldUnits = async (db: Db, announcement: AnnouncementModel, at: Date): Promise<HeldUnit[]> => {
  const { companyId, kind } = announcement;
  const concerned = { companyId, kind, audience: audienceIn(announcement), now: at };
  const from = await concernedUnits(db, concerned);
  const held = await db.$queryRawUnsafe<HeldUnit[]>(
    ...forProvider(providerOf(db), {
      text: `SELECT u."id" AS "unitId", u."number" AS "number", u."entrance" AS "entrance", o."personId" AS "personId",
        (SELECT b."address" FROM "Building" b WHERE b."id" = u."buildingId") AS "address" ${from.text}`,
      values: from.values,
    }),
  );
  return whoHeard(db, announcement, held);
};
