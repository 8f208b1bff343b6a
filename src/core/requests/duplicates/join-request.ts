import { keepFiles, type NewFile } from "../../files/keep-files.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { actorIdOf, type Changed, type ChangeRefusal, changeRequest } from "../change-request.ts";
import { checkFiles, checkOptionalText, type FilesMistake } from "../check-input.ts";
import { freeSource } from "../free-source.ts";

type JoinRefusal = "own-request" | "already-joined" | "text-too-long" | FilesMistake;

/**
 * A neighbour has the same problem and hears of it from now on. What they wrote and sent goes to the staff only; the
 * author learns nothing of them.
 */
export const joinRequest = async (
  work: Work,
  input: { requestId: string; text?: string | null; files?: readonly NewFile[]; source?: string | null },
): Promise<Outcome<Changed, ChangeRefusal | JoinRefusal>> => {
  const { requestId, files = [] } = input;
  const personId = actorIdOf(work) ?? "";
  const outcome = await changeRequest<JoinRefusal>(work, {
    requestId,
    act: "request.join",
    move: "join",
    decide: async (request) => {
      if (request.authorId === personId) return refused("own-request", { number: request.number });
      if ((await work.tx.requestSubscriber.count({ where: { requestId, personId } })) > 0)
        return refused("already-joined", { number: request.number });
      const text = checkOptionalText(input.text);
      if (!text.ok) return text;
      const counted = checkFiles(files);
      if (!counted.ok) return counted;
      const source = await freeSource(work, input.source);
      return done({ act: "joined", visibility: "internal", text: text.value, data: { personId }, source });
    },
  });
  if (!outcome.ok) return outcome;
  const { request, eventId } = outcome.value;
  const { companyId } = request;
  await work.tx.requestSubscriber.create({ data: { requestId, personId, companyId, joinedAt: work.now } });
  await keepFiles(work, { companyId, requestId, eventId, visibility: "internal" }, files);
  return outcome;
};

/** A subscriber wants to hear no more of the request. */
export const leaveRequest = async (
  work: Work,
  { requestId }: { requestId: string },
): Promise<Outcome<Changed, ChangeRefusal | "not-joined">> => {
  const personId = actorIdOf(work) ?? "";
  const outcome = await changeRequest<"not-joined">(work, {
    requestId,
    act: "request.leave",
    move: "leave",
    decide: async () => {
      const joined = await work.tx.requestSubscriber.count({ where: { requestId, personId } });
      return joined > 0
        ? done({ act: "left", visibility: "internal", data: { personId } })
        : refused("not-joined");
    },
  });
  if (outcome.ok) await work.tx.requestSubscriber.deleteMany({ where: { requestId, personId } });
  return outcome;
};
