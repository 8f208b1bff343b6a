import { can } from "../../../core/access/policy.ts";
import type { PollPlace } from "../../../core/polls/poll-rules.ts";
import type { Work } from "../../../core/work/work.ts";
import type { Option } from "../../form.ts";
import { plain, t } from "../../text.ts";

/** The places for which somebody may start a poll: the company, its buildings, and the entrances of those with several. */
export const placeOptions = async ({ tx, actor }: Work): Promise<Option[]> => {
  if (actor.kind !== "person") return [];
  const { companyId } = actor;
  const may = (buildingId: string | null): boolean => can(actor, "poll.create", { companyId, buildingId });
  const buildings = await tx.building.findMany({ where: { companyId }, orderBy: { address: "asc" } });
  const units = await tx.unit.findMany({
    where: { companyId, entrance: { not: null } },
    select: { buildingId: true, entrance: true },
    distinct: ["buildingId", "entrance"],
  });
  const options: Option[] = may(null) ? [{ value: "c", label: t("polls.place.company") }] : [];
  for (const { id, address } of buildings.filter((building) => may(building.id))) {
    options.push({ value: `b:${id}`, label: plain(address) });
    const entrances = units.flatMap((unit) => (unit.buildingId === id ? (unit.entrance ?? []) : []));
    if (entrances.length < 2) continue;
    for (const entrance of entrances.sort(byNumber.compare))
      options.push({ value: `e:${id}:${entrance}`, label: t("polls.place.entrance", { address, entrance }) });
  }
  return options;
};

const byNumber = new Intl.Collator("en", { numeric: true });

/** What an option's value says. */
export const placeOf = (value: string | null): PollPlace => {
  const [kind, buildingId = null, ...rest] = (value ?? "").split(":");
  if (kind === "e") return { buildingId, entrance: rest.join(":") };
  return { buildingId: kind === "b" ? buildingId : null, entrance: null };
};
