import { done, type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "../change-request.ts";

/**
 * A merged request goes on by itself, where it was and under the due times it had; those who came with it hear of it
 * again, and no more of the other.
 */
export const splitRequest = async (
  work: Work,
  { requestId }: { requestId: string },
): Promise<Outcome<Changed, ChangeRefusal>> => {
  let from: string | null = null;
  const outcome = await changeRequest(work, {
    requestId,
    act: "request.split",
    move: "split",
    decide: async (request, to) => {
      from = request.mergedIntoId;
      return done({ act: "split", columns: { mergedIntoId: null }, data: { to, from } });
    },
  });
  if (!outcome.ok || from === null) return outcome;
  const { request } = outcome.value;
  await release(work, { requestId: from, number: request.number, personId: request.authorId });
  const { tx } = work;
  const brought = { requestId: from, mergedFromId: requestId };
  await tx.requestSubscriber.deleteMany({ where: { ...brought, personId: request.authorId } });
  await tx.requestSubscriber.updateMany({ where: brought, data: { requestId, mergedFromId: null } });
  return outcome;
};

/** The row that stays in the history of the request which somebody left for one of their own. */
export const release = async (
  work: Work,
  { requestId, number, personId }: { requestId: string; number: number; personId: string },
): Promise<void> => {
  const released = await changeRequest(work, {
    requestId,
    act: "request.split",
    move: "release",
    decide: () => done({ act: "released", visibility: "internal", data: { number, personId } }),
  });
  if (!released.ok) throw new Error(`Request ${requestId} was to let go of ${number}: ${released.code}.`);
};

export type SplitOffRefusal = "not-joined" | "came-by-merging";

/** The words with which somebody joined, for a request of their own; null when they joined without. */
export const joinedWith = async (
  { tx, vault }: Work,
  { requestId, personId }: { requestId: string; personId: string },
): Promise<string | null> => {
  const event = await tx.requestEvent.findFirst({
    where: { requestId, kind: "joined", actorId: personId },
    orderBy: { id: "desc" },
    select: { textSealed: true },
  });
  return event?.textSealed ? vault.open(event.textSealed) : null;
};

/** Whether somebody hears of the request by their own wish, and so may get one of their own out of it. */
export const joinedThemselves = async (
  { tx }: Work,
  { requestId, personId }: { requestId: string; personId: string },
): Promise<Outcome<null, SplitOffRefusal>> => {
  const row = await tx.requestSubscriber.findUnique({
    where: { requestId_personId: { requestId, personId } },
  });
  if (!row) return refused("not-joined");
  return row.mergedFromId === null ? done(null) : refused("came-by-merging");
};
