import { findUnits } from "../../../core/directory/find-units.ts";
import { listShareFaults } from "../../../core/directory/units/list-share-faults.ts";
import { countUnits } from "../../../core/directory/units/overview.ts";
import { recheckShares } from "../../../core/directory/units/recheck-shares.ts";
import { unitHistory } from "../../../core/directory/units/unit-history.ts";
import { viewUnit } from "../../../core/directory/units/view-unit.ts";
import { action } from "../../action.ts";
import type { ActionRoute, CommandRoute, Route, Turn } from "../../route.ts";
import { joined, plain, t } from "../../text.ts";
import type { Button, View } from "../../view.ts";
import { maySomewhere } from "../may-somewhere.ts";
import { unitLabel } from "../unit-query.ts";
import { refusalText, say } from "../words.ts";
import { historyView } from "./history-view.ts";
import { unitView } from "./unit-view.ts";
import { unitKindWord } from "./unit-words.ts";

const mostFaults = 15;

const denied = ({ respond }: Turn): void =>
  respond.notice(refusalText({ ok: false, code: "forbidden" }), "alert");

/** `/domovoy unit 45`: the unit's card; without a number what the directory holds, and its settings. */
const unitCommand: CommandRoute = {
  kind: "command",
  name: "unit",
  platforms: ["slack"],
  audience: "staff",
  description: "directory.command.unit",
  handle: async (turn, args) => {
    const { actor } = turn.work;
    if (actor.kind !== "person" || !maySomewhere(actor, "unit.view")) return denied(turn);
    if (args.trim() === "") return turn.respond.show(await overviewView(turn));
    await meantUnit(turn, args, "dr.unit", (unitId) => showUnit(turn, unitId));
  },
};

/** Does something with the unit that was typed, or offers those that may be meant as buttons of a route. */
export const meantUnit = async (
  { work, respond }: Turn,
  typed: string,
  route: string,
  then: (unitId: string) => Promise<void>,
): Promise<void> => {
  const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
  const units = await findUnits(work.tx, companyId, typed);
  const [unit, another] = units;
  if (!unit) return respond.notice(t("directory.unit.none", { typed }), "alert");
  if (!another) return then(unit.id);
  respond.show({
    ...say(t("directory.invite.which-unit")),
    buttons: units.map((found) => [
      { label: plain(unitLabel(found)), do: { action: action(route, found.id) } },
    ]),
  });
};

const showUnit = async ({ work, respond }: Turn, unitId: string): Promise<void> => {
  const page = await viewUnit(work, { unitId });
  if (!page.ok) return respond.notice(refusalText(page), "alert");
  respond.show(unitView(page.value, work.actor));
};

const showHistory = async ({ work, respond }: Turn, unitId: string): Promise<void> => {
  const page = await viewUnit(work, { unitId });
  if (!page.ok) return respond.notice(refusalText(page), "alert");
  respond.show(historyView(page.value, await unitHistory(work.tx, unitId, work.now)));
};

const overviewView = async ({ work }: Turn): Promise<View> => {
  const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
  const units = await countUnits(work.tx, companyId);
  const { count } = await listShareFaults(work.tx, work.actor, { companyId, most: 0 });
  const button = (name: string, route: string): Button => ({
    label: t(`directory.overview.button.${name}`),
    do: { action: action(route) },
  });
  return {
    blocks: [
      { type: "heading", text: t("directory.overview.title") },
      units.length > 0
        ? {
            type: "fields",
            fields: units.map(({ kind, count: many }) => ({
              label: unitKindWord(kind),
              value: plain(String(many)),
            })),
          }
        : { type: "text", text: t("directory.letters.no-building") },
      { type: "note", text: t("directory.overview.how") },
    ],
    buttons: [
      [
        ...(count > 0
          ? [{ label: t("directory.overview.shares", { count }), do: { action: action("dr.over") } }]
          : []),
        ...(maySomewhere(work.actor, "notices.set") ? [button("who-gets", "dr.who")] : []),
        ...(maySomewhere(work.actor, "register.import") ? [button("mapping", "dr.maps")] : []),
        ...(maySomewhere(work.actor, "oncall.set") ? [button("duty", "dr.duty")] : []),
      ],
    ],
  };
};

/** `/domovoy shares`: units whose owners' shares are more than the whole, each with a way to repair it. */
const sharesCommand: CommandRoute = {
  kind: "command",
  name: "shares",
  platforms: ["slack"],
  audience: "staff",
  description: "directory.command.shares",
  handle: (turn) => showFaults(turn),
};

const showFaults = async (turn: Turn): Promise<void> => {
  const { work, respond } = turn;
  const { actor, tx } = work;
  if (actor.kind !== "person" || !maySomewhere(actor, "unit.view")) return denied(turn);
  const order = { companyId: actor.companyId, most: mostFaults };
  // What was too much may have ended by itself since.
  const listed = await listShareFaults(tx, actor, order);
  await recheckShares(
    work,
    actor.companyId,
    listed.faults.map(({ unitId }) => unitId),
  );
  const { faults, count } = await listShareFaults(tx, actor, order);
  if (count === 0) return respond.show(say(t("directory.shares.none")));
  respond.show({
    blocks: [
      { type: "heading", text: t("directory.shares.title", { count }) },
      {
        type: "list",
        items: faults.map(({ address, number, sum }) =>
          joined(": ", plain(`${address}, ${number}`), plain(sum)),
        ),
      },
      { type: "note", text: t("directory.shares.how") },
    ],
    buttons: faults.map(({ unitId, address, number }) => [
      { label: plain(`${address}, ${number}`), do: { action: action("dr.unit", unitId) } },
    ]),
  });
};

const onUnit = (name: string, show: (turn: Turn, unitId: string) => Promise<void>): ActionRoute => ({
  kind: "action",
  name,
  handle: (turn, [unitId = ""]) => show(turn, unitId),
});

export const unitRoutes: Route[] = [
  unitCommand,
  sharesCommand,
  onUnit("dr.unit", showUnit),
  onUnit("dr.uhis", showHistory),
  { kind: "action", name: "dr.over", handle: (turn) => showFaults(turn) },
];
