import { heldAt } from "../../core/directory/occupancy.ts";
import type { Subscriber } from "../../core/work/core.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { refreshCards } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { tellStaffChannel } from "../staff-cards.ts";
import { t } from "../text.ts";
import { joinsOf } from "./join-card.ts";
import { tellPerson } from "./tell-person.ts";
import { say } from "./words.ts";

/**
 * Nothing more of a unit comes to who moved out: the cards in their chat are not drawn anew, and no answer follows
 * them. They are told so; staff are told when it was not their own act.
 */
export const onMoveOut =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type !== "person.moved-out") return;
    const { personId, unitId, companyId } = event;
    const unit = await work.tx.unit.findUniqueOrThrow({ where: { id: unitId }, include: { building: true } });
    await forgetCards(work, personId, unit);
    for (const joinId of await joinsOf(work.tx, event)) await refreshCards(work, joinId, "bulk");
    const place = { address: unit.building.address, unit: unit.number };
    await tellPerson(work, personId, say(t("directory.moved-out.told", place)));
    if (work.actor.kind === "person" && work.actor.personId !== personId) return;
    const view = {
      ...say(t("directory.moved-out.staff", place)),
      buttons: [[{ label: t("directory.moved-out.card"), do: { action: action("dr.unit", unitId) } }]],
    };
    await tellStaffChannel(work, settings, { companyId, view });
  };

const forgetCards = async (
  { tx, now }: Work,
  personId: string,
  { id: unitId, buildingId }: { id: string; buildingId: string },
): Promise<void> => {
  await tx.$executeRaw`
    DELETE FROM "Card" WHERE "personId" = ${personId}
    AND "subjectId" IN (SELECT "id" FROM "Request" WHERE "unitId" = ${unitId})`;
  const neighbour = await tx.occupancy.count({ where: { personId, unit: { buildingId }, ...heldAt(now) } });
  if (neighbour > 0) return;
  await tx.$executeRaw`
    DELETE FROM "Card" WHERE "personId" = ${personId}
    AND "subjectId" IN (SELECT "id" FROM "Request" WHERE "buildingId" = ${buildingId} AND "unitId" IS NULL)`;
};
