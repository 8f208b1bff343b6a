import type { Db, PollModel } from "../../database/types.ts";
import type { Actor, PersonActor } from "../access/actor.ts";
import { can } from "../access/policy.ts";
import type { Vault } from "../crypto/vault.ts";
import { unitsWithVoice } from "./electorate.ts";
import { type OwnVote, ownVote } from "./own-vote.ts";
import { type PollSheet, pollSheet } from "./poll-sheet.ts";

/** The polls that ask a resident now, with the own state in each; soonest end first. */
export const openPollsOf = async (
  read: Db,
  vault: Vault,
  actor: PersonActor,
  now: Date,
): Promise<{ poll: PollSheet; own: OwnVote }[]> => {
  const buildingIds = [...new Set(actor.occupancies.map(({ buildingId }) => buildingId))];
  const rows = await read.poll.findMany({
    where: {
      companyId: actor.companyId,
      state: "open",
      endAt: { gt: now },
      OR: [{ buildingId: null }, { buildingId: { in: buildingIds } }],
    },
    orderBy: [{ endAt: "asc" }, { id: "asc" }],
    take: 30,
    select: { id: true },
  });
  const found: { poll: PollSheet; own: OwnVote }[] = [];
  for (const { id } of rows) {
    const poll = await pollSheet(read, vault, id);
    if (!poll || (await unitsWithVoice(read, poll, actor)).length === 0) continue;
    found.push({ poll, own: await ownVote(read, vault, poll, actor.personId) });
  }
  return found;
};

export type StaffLine = Pick<
  PollModel,
  "id" | "number" | "state" | "buildingId" | "entrance" | "startAt" | "endAt" | "voters"
> & { title: string; address: string | null; timeZone: string };

/** The polls that a member of the staff may see, those of which something is still to be done first. */
export const staffPolls = async (
  read: Db,
  vault: Vault,
  actor: Actor,
  most: number,
): Promise<StaffLine[]> => {
  if (actor.kind !== "person") return [];
  const rows = await read.poll.findMany({
    where: { companyId: actor.companyId, state: { not: "declined" } },
    orderBy: { number: "desc" },
    take: 200,
  });
  const company = await read.company.findUniqueOrThrow({ where: { id: actor.companyId } });
  const ids = [...new Set(rows.flatMap(({ buildingId }) => buildingId ?? []))];
  const buildings = await read.building.findMany({ where: { id: { in: ids } } });
  const byId = new Map(buildings.map((building) => [building.id, building]));
  return rows
    .filter(({ companyId, buildingId }) => can(actor, "poll.view", { companyId, buildingId }))
    .sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || b.number - a.number)
    .slice(0, most)
    .map(({ id, number, state, buildingId, entrance, startAt, endAt, voters, titleSealed }) => {
      const building = buildingId === null ? undefined : byId.get(buildingId);
      const place = { buildingId, entrance, address: building?.address ?? null };
      const timeZone = building?.timeZone ?? company.timeZone;
      return {
        id,
        number,
        state,
        ...place,
        timeZone,
        startAt,
        endAt,
        voters,
        title: vault.open(titleSealed),
      };
    });
};

const isOver = ({ state }: Pick<PollModel, "state">): boolean => state === "ended" || state === "cancelled";
