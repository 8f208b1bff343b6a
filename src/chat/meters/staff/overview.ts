import { can } from "../../../core/access/policy.ts";
import { dayAt, monthOf } from "../../../core/billing/calendar.ts";
import { findBuildings } from "../../../core/directory/find-buildings.ts";
import { readingProgress } from "../../../core/meters/missing-readings.ts";
import { remindReadings } from "../../../core/meters/remind-readings.ts";
import type { Work } from "../../../core/work/work.ts";
import { action } from "../../action.ts";
import type { Route, Turn } from "../../route.ts";
import { plain, t } from "../../text.ts";
import type { Block, Button, View } from "../../view.ts";
import { monthText, refusalText } from "../words.ts";

/** Buildings in one answer, and units that it names. */
const mostBuildings = 12;
const mostUnits = 40;

/** `/domovoy readings [address]`: who has sent them this month, who has not, and a button that reminds those. */
export const overviewRoutes: Route[] = [
  {
    kind: "command",
    name: "readings",
    platforms: ["slack"],
    audience: "staff",
    description: "meters.command.overview",
    handle: async (turn, args) => turn.respond.show(await overviewView(turn.work, args.trim())),
  },
  {
    kind: "action",
    name: "me.remind",
    handle: (turn, [buildingId = ""]) => remindAll(turn, buildingId),
  },
];

const overviewView = async (work: Work, typed: string): Promise<View> => {
  const { actor, tx, now } = work;
  if (actor.kind !== "person") return say("forbidden");
  const { companyId } = actor;
  const found = typed ? await findBuildings(tx, companyId, typed) : [];
  const buildings = await tx.building.findMany({
    where: { companyId, ...(typed ? { id: { in: found.map(({ id }) => id) } } : {}) },
    orderBy: { address: "asc" },
  });
  const mine = buildings
    .filter(({ id }) => can(actor, "reading.overview", { companyId, buildingId: id }))
    .slice(0, mostBuildings);
  const [first] = mine;
  if (!first) return say(buildings.length > 0 ? "forbidden" : "no-building");
  const month = monthOf(dayAt(now, first.timeZone));
  const blocks: Block[] = [
    { type: "heading", text: t("meters.overview.title", { month: monthText(month) }) },
  ];
  const buttons: Button[][] = [];
  for (const building of mine) {
    const { registers, given, missing, expired, address } = await readingProgress(tx, building, month);
    if (registers === 0 && expired.length === 0) {
      blocks.push({ type: "text", text: t("meters.overview.no-meters", { address: plain(address) }) });
      continue;
    }
    blocks.push({
      type: "text",
      text: t("meters.overview.building", {
        address: plain(address),
        given,
        registers,
        missing: missing.length,
      }),
    });
    if (expired.length > 0)
      blocks.push({ type: "note", text: t("meters.overview.expired", { units: listed(expired) }) });
    if (missing.length === 0) continue;
    const units = listed(missing.map(({ number }) => number));
    blocks.push({ type: "note", text: t("meters.overview.missing", { units }) });
    buttons.push([
      {
        label: t("meters.overview.remind", { address: plain(address) }),
        do: { action: action("me.remind", building.id) },
      },
    ]);
  }
  return { blocks, buttons };
};

const listed = (units: readonly string[]): string => {
  const more = units.length > mostUnits ? ` … +${units.length - mostUnits}` : "";
  return `${units.slice(0, mostUnits).join(", ")}${more}`;
};

const say = (code: string): View => ({ blocks: [{ type: "text", text: refusalText({ code }) }] });

/** The first of them at once, the rest by the job that goes on where this ends. */
const remindAll = async ({ work, respond }: Turn, buildingId: string): Promise<void> => {
  const outcome = await remindReadings(work, { buildingId });
  if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
  const { reminded, next } = outcome.value;
  respond.notice(
    next === null ? t("meters.overview.reminded", { count: reminded }) : t("meters.overview.reminding"),
  );
};
