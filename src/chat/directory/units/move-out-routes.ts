import { moveOut } from "../../../core/directory/move-out.ts";
import { viewUnit } from "../../../core/directory/units/view-unit.ts";
import { action } from "../../action.ts";
import type { Route, Turn } from "../../route.ts";
import { joined, plain, t } from "../../text.ts";
import { maySomewhere } from "../may-somewhere.ts";
import { occupancyWord, refusalText, say } from "../words.ts";
import { meantUnit } from "./unit-command.ts";

/** `/domovoy moveout 45`: who of the unit moves out; a press ends the access at once. */
export const moveOutRoutes: Route[] = [
  {
    kind: "command",
    name: "moveout",
    platforms: ["slack"],
    audience: "staff",
    description: "directory.command.moveout",
    handle: async (turn, args) => {
      if (!maySomewhere(turn.work.actor, "occupancy.end"))
        return turn.respond.notice(refusalText({ ok: false, code: "forbidden" }), "alert");
      if (args.trim() === "") return turn.respond.notice(t("directory.moved-out.usage"), "alert");
      await meantUnit(turn, args, "dr.left", (unitId) => chooseWho(turn, unitId));
    },
  },
  { kind: "action", name: "dr.left", handle: (turn, [unitId = ""]) => chooseWho(turn, unitId) },
  {
    kind: "action",
    name: "dr.gone",
    handle: async ({ work, respond }, [unitId = "", personId = ""]) => {
      const outcome = await moveOut(work, { unitId, personId });
      if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
      respond.show(say(t("directory.moved-out.done")));
    },
  },
];

const chooseWho = async ({ work, respond }: Turn, unitId: string): Promise<void> => {
  const page = await viewUnit(work, { unitId, act: "occupancy.end" });
  if (!page.ok) return respond.notice(refusalText(page), "alert");
  const { address, number, occupants } = page.value;
  if (occupants.length === 0) return respond.notice(t("directory.unit.nobody"), "alert");
  const people = new Map(occupants.map((occupant) => [occupant.personId, occupant]));
  respond.show({
    ...say(t("directory.moved-out.who", { address, unit: number })),
    buttons: [...people.values()].map(({ personId, name, kind }) => [
      {
        label: joined(" — ", plain(name.slice(0, 50)), occupancyWord(kind)),
        do: { action: action("dr.gone", unitId, personId) },
        style: "danger",
        confirm: t("directory.moved-out.sure", { name }),
      },
    ]),
  });
};
