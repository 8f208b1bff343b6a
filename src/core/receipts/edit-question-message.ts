import { refuse } from "../directory/refuse.ts";
import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { swapFiles } from "../files/swap-files.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { longestMessage, maySay, mistakeIn, receiptMessageFiles } from "./ask-question.ts";
import { answerOfForm, messageFrom } from "./message-from.ts";

/** The message in the chat (platform:chat:message) with what is attached to it now, or an answer that came by a form. */
type EditedMessage = { text: string } & (
  | { source: string; files?: readonly NewFile[] }
  | { messageId: string; source?: undefined; files?: undefined }
);

/**
 * A message of a question about a bill was changed where it was written, or an answer by the form that it came by: the
 * other side sees the new words and files. What it said before is kept as a revision, and a file that another one took the
 * place of is kept out of sight.
 */
export const editQuestionMessage = async (
  work: Work,
  edited: EditedMessage,
): Promise<Outcome<null, "not-found" | "forbidden" | "text-missing" | "text-too-long">> => {
  const { tx, actor, vault, now } = work;
  const { source, text, files = [] } = edited;
  const message = await (source === undefined
    ? answerOfForm(work, edited.messageId)
    : messageFrom(work, source));
  const attempt = {
    act: "bill.edit-message",
    subjectType: "receipt-question",
    subjectId: message?.questionId ?? null,
  };
  if (!message || message.withdrawnAt) return refuse(work, attempt, "not-found");
  const { id: messageId, companyId, questionId, question, kind, visibility } = message;
  const isOwn = actor.kind === "person" && actor.personId === message.personId;
  if (!isOwn || !(await maySay(work, question, kind))) return refuse(work, attempt, "forbidden");
  const before = vault.open(message.textSealed);
  // Of a picture that came without words only the picture is followed, and words are not taken away with one.
  const isKept = message.source !== (source ?? null) || (text.trim() === "" && files.length > 0);
  const after = isKept ? before : text.trim();
  const mistake = isKept ? null : mistakeIn({ text, files });
  if (mistake) return refuse(work, attempt, mistake, { most: longestMessage });
  const fresh = source === undefined ? [] : await swapFiles(work, source, files);
  if (before === after && fresh.length === 0) return done(null);
  await tx.receiptMessageRevision.create({
    data: { messageId, textSealed: message.textSealed, replacedAt: now },
  });
  const owner = { companyId, visibility, subjectType: receiptMessageFiles, subjectId: messageId };
  await keepFiles(work, owner, fresh);
  work.audit({ ...attempt, after: { messageId, files: fresh.length } });
  if (before === after) return done(null);
  await tx.receiptMessage.update({ where: { id: messageId }, data: { textSealed: vault.seal(after) } });
  work.announce({ type: "receipt.question.changed", act: "edited", companyId, questionId, messageId });
  return done(null);
};
