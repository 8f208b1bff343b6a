import { can } from "../../access/policy.ts";
import { type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { subjectOf } from "../change-request.ts";
import { type FiledRequest, type FileRefusal, fileRequest } from "../file-request.ts";
import { findRequest } from "../find-request.ts";
import { joinedThemselves, joinedWith, release, type SplitOffRefusal } from "./split-request.ts";

/**
 * A subscriber's problem turns out to be another one: they get a request of their own in the same place and category,
 * with the given words or those with which they joined.
 */
export const splitOff = async (
  work: Work,
  input: { requestId: string; personId: string; text?: string | null },
): Promise<Outcome<FiledRequest, FileRefusal | SplitOffRefusal | "not-found">> => {
  const { requestId, personId } = input;
  const refuse = <Code extends string>(code: Code) => {
    work.audit({ act: "request.split", subjectType: "request", subjectId: requestId, outcome: code });
    return refused(code);
  };
  const request = await findRequest(work.tx, requestId);
  if (!request) return refuse("not-found");
  if (!can(work.actor, "request.split", subjectOf(request))) return refuse("forbidden");
  const joined = await joinedThemselves(work, input);
  if (!joined.ok) return refuse(joined.code);
  const category = await work.tx.category.findUniqueOrThrow({
    where: { id: request.categoryId },
    select: { key: true },
  });
  const filed = await fileRequest(work, {
    unitId: request.unitId,
    buildingId: request.buildingId,
    categoryKey: category.key,
    authorId: personId,
    text: input.text?.trim() || (await joinedWith(work, input)) || "",
  });
  if (!filed.ok) return filed;
  await work.tx.requestSubscriber.deleteMany({ where: { requestId, personId } });
  await release(work, { requestId, number: filed.value.number, personId });
  return filed;
};
