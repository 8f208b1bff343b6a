import { findBuildings } from "../../core/directory/find-buildings.ts";
import { orderLetters } from "../../core/directory/letters/order-letters.ts";
import { action } from "../action.ts";
import type { Route, Turn } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { plain, t } from "../text.ts";
import { unitMeant } from "./unit-query.ts";
import { refusalText, say } from "./words.ts";

/** Buildings that are offered as buttons. */
const mostOffered = 20;

/** `/domovoy letters Lenina 1`: invite letters for a building and the poster of its lobby; `… Lenina 1, 45` for a unit. */
export const lettersRoutes = (settings: ChatSettings): Route[] => [
  {
    kind: "command",
    name: "letters",
    platforms: ["slack"],
    audience: "staff",
    description: "directory.command.letters",
    handle: async (turn, args) => {
      const { work, respond } = turn;
      if (work.actor.kind !== "person")
        return respond.notice(refusalText({ ok: false, code: "forbidden" }), "alert");
      const { companyId } = work.actor;
      const typed = args.trim();
      const buildings = typed
        ? await findBuildings(work.tx, companyId, typed)
        : await work.tx.building.findMany({
            where: { companyId },
            orderBy: { address: "asc" },
            take: mostOffered,
          });
      const [building, another] = buildings;
      if (building && !another) return order(turn, settings, building.id, null);
      if (!building) return orderForUnit(turn, settings, companyId, typed);
      respond.show({
        ...say(t("directory.letters.which-building")),
        buttons: buildings
          .slice(0, mostOffered)
          .map(({ id, address }) => [{ label: plain(address), do: { action: action("dr.let", id) } }]),
      });
    },
  },
  {
    kind: "action",
    name: "dr.let",
    handle: (turn, [buildingId = ""]) => order(turn, settings, buildingId, null),
  },
];

const orderForUnit = async (
  turn: Turn,
  settings: ChatSettings,
  companyId: string,
  typed: string,
): Promise<void> => {
  if (typed === "") return turn.respond.notice(t("directory.letters.no-building"), "alert");
  const meant = await unitMeant(turn.work, companyId, typed);
  if (!meant.ok) return turn.respond.notice(t("directory.letters.usage", { typed }), "alert");
  await order(turn, settings, meant.unit.buildingId, meant.unit.id);
};

const order = async (
  { work, respond }: Turn,
  { botUsername }: ChatSettings,
  buildingId: string,
  unitId: string | null,
): Promise<void> => {
  if (!botUsername) return respond.notice(t("directory.letters.no-telegram"), "alert");
  const outcome = await orderLetters(work, { buildingId, unitId });
  if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
  respond.notice(t("directory.letters.ordered"));
};
