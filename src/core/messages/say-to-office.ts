import { lockKey } from "../../database/lock-key.ts";
import type { TalkModel } from "../../database/types.ts";
import type { PersonActor } from "../access/actor.ts";
import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { addMessage, checkSaid, type Said, type SaidMistake } from "./add-message.ts";

export type SayRefusal = "forbidden" | "not-found" | "too-many" | SaidMistake;

/** Messages of one person in a day; more would bury the staff channel. */
const aDay = 50;

/**
 * A resident writes to the office outside of requests: in the conversation named, else in the one that is open, else a new
 * one begins. A closed one opens again.
 */
export const sayToOffice = async (
  work: Work,
  { talkId, ...said }: Said & { talkId?: string | null },
): Promise<Outcome<{ talkId: string; number: number; began: boolean }, SayRefusal>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "talk.write", subjectType: "talk", subjectId: talkId ?? null };
  const home = actor.kind === "person" ? actor.occupancies[0] : undefined;
  if (actor.kind !== "person" || !home) return refuse(work, attempt, "forbidden");
  const known = await findTalk(work, actor, talkId ?? null);
  if (talkId && !known) return refuse(work, attempt, "not-found");
  const { companyId, personId } = actor;
  const subject = known
    ? { companyId, authorId: known.personId, buildingId: known.buildingId, unitId: known.unitId }
    : { companyId, authorId: personId, buildingId: home.buildingId, unitId: home.unitId };
  if (!can(actor, "talk.write", subject)) return refuse(work, attempt, "forbidden");
  const checked = checkSaid(said);
  if (!checked.ok) return refuse(work, attempt, checked.code, checked.params);
  const lately = await tx.talkMessage.count({
    where: { authorId: personId, fromResident: true, at: { gt: new Date(now.getTime() - 86_400_000) } },
  });
  if (lately >= aDay) return refuse(work, attempt, "too-many", { max: aDay });
  const talk = known ?? (await begin(work, actor, home));
  const messageId = await addMessage(work, talk, {
    ...said,
    text: checked.value,
    fromResident: true,
    visibility: "shared",
  });
  work.audit({ ...attempt, subjectId: talk.id, after: { messageId, number: talk.number } });
  const act = known ? "said" : "began";
  work.announce({ type: "talk.changed", act, companyId, talkId: talk.id, messageId });
  return done({ talkId: talk.id, number: talk.number, began: !known });
};

const findTalk = async (
  { tx }: Work,
  { personId }: PersonActor,
  talkId: string | null,
): Promise<TalkModel | null> =>
  talkId
    ? tx.talk.findFirst({ where: { id: talkId, personId } })
    : tx.talk.findFirst({ where: { personId, state: "open" }, orderBy: { lastAt: "desc" } });

const begin = async (
  { tx, now }: Work,
  { companyId, personId }: PersonActor,
  { buildingId, unitId }: { buildingId: string; unitId: string },
): Promise<TalkModel> => {
  await lockKey(tx, `talk-number:${companyId}`);
  const { _max } = await tx.talk.aggregate({ where: { companyId }, _max: { number: true } });
  return tx.talk.create({
    data: {
      companyId,
      number: (_max.number ?? 0) + 1,
      personId,
      buildingId,
      unitId,
      createdAt: now,
      lastAt: now,
    },
  });
};
