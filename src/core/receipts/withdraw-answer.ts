import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { receiptMessageFiles } from "./ask-question.ts";
import { messageFrom } from "./message-from.ts";

/**
 * The office took an answer about a bill back (`source`: platform:chat:message). Its words stay as a revision, for the
 * record; who asked may see neither them nor its files any more. Notes, which never left, stay.
 */
export const withdrawAnswer = async (
  work: Work,
  { source }: { source: string },
): Promise<Outcome<null, "not-found" | "forbidden">> => {
  const { tx, actor, vault, now } = work;
  const message = await messageFrom(work, source);
  const attempt = {
    act: "bill.withdraw-answer",
    subjectType: "receipt-question",
    subjectId: message?.questionId ?? null,
  };
  if (message?.kind !== "reply" || message.source !== source || message.withdrawnAt)
    return refuse(work, attempt, "not-found");
  if (actor.kind !== "person" || actor.personId !== message.personId)
    return refuse(work, attempt, "forbidden");
  const { id: messageId, companyId, questionId, textSealed } = message;
  await tx.receiptMessageRevision.create({ data: { messageId, textSealed, replacedAt: now } });
  await tx.receiptMessage.update({
    where: { id: messageId },
    data: { textSealed: vault.seal(""), withdrawnAt: now },
  });
  await tx.attachment.updateMany({
    where: { subjectType: receiptMessageFiles, subjectId: messageId },
    data: { visibility: "internal" },
  });
  // A question whose only answer is gone waits for one again.
  if ((await tx.receiptMessage.count({ where: { questionId, kind: "reply", withdrawnAt: null } })) === 0)
    await tx.receiptQuestion.update({ where: { id: questionId }, data: { closedAt: null, closedBy: null } });
  work.audit({ ...attempt, after: { messageId } });
  work.announce({ type: "receipt.question.changed", act: "withdrawn", companyId, questionId, messageId });
  return done(null);
};
