import type { Subscriber } from "../../core/work/core.ts";
import { refreshCards } from "../cards.ts";
import { t } from "../text.ts";
import { joinsOf } from "./join-card.ts";
import { tellPerson } from "./tell-person.ts";
import { say } from "./words.ts";

/** Whoever was told that their time in a unit is over hears that it is not. */
export const onReturn: Subscriber = async (work, event) => {
  if (event.type !== "person.returned") return;
  const { personId, unitId } = event;
  const unit = await work.tx.unit.findUniqueOrThrow({ where: { id: unitId }, include: { building: true } });
  for (const joinId of await joinsOf(work.tx, event)) await refreshCards(work, joinId, "bulk");
  const place = { address: unit.building.address, unit: unit.number };
  await tellPerson(work, personId, say(t("directory.returned.told", place)));
};
