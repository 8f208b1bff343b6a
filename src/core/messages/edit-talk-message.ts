import type { TalkMessageModel } from "../../database/types.ts";
import { refuse } from "../directory/refuse.ts";
import { keepFiles } from "../files/keep-files.ts";
import { swapFiles } from "../files/swap-files.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { checkSaid, type Said, type SaidMistake, talkFiles } from "./add-message.ts";

/** What a message in the chat (platform:chat:message) said or brought to a conversation; null when nothing. */
export const talkMessageIn = async ({ tx }: Work, source: string): Promise<TalkMessageModel | null> => {
  const message = await tx.talkMessage.findUnique({ where: { source } });
  if (message) return message;
  const file = await tx.attachment.findFirst({
    where: { source, subjectType: talkFiles },
    orderBy: { id: "asc" },
    select: { subjectId: true },
  });
  return file?.subjectId ? tx.talkMessage.findUnique({ where: { id: Number(file.subjectId) } }) : null;
};

/**
 * A message was changed where it was written: both sides see the new words and files. What it said before is kept as a
 * revision, and a file that another one took the place of is kept out of sight.
 */
export const editTalkMessage = async (
  work: Work,
  { source, text, files = [] }: Said & { source: string },
): Promise<Outcome<null, "not-found" | "forbidden" | SaidMistake>> => {
  const { tx, actor, vault, now } = work;
  const message = await talkMessageIn(work, source);
  const attempt = { act: "talk.edit", subjectType: "talk", subjectId: message?.talkId ?? null };
  if (!message) return refuse(work, attempt, "not-found");
  if (actor.kind !== "person" || actor.personId !== message.authorId)
    return refuse(work, attempt, "forbidden");
  const replaced = vault.open(message.textSealed);
  // Of a picture that came after the words only the picture is followed.
  const checked = message.source === source ? checkSaid({ text, files }) : done(replaced);
  if (!checked.ok) return refuse(work, attempt, checked.code, checked.params);
  const fresh = await swapFiles(work, source, files);
  const isReworded = replaced !== checked.value;
  if (!isReworded && fresh.length === 0) return done(null);
  const { id: messageId, companyId, talkId, visibility } = message;
  await tx.talkMessageRevision.create({
    data: { messageId, textSealed: message.textSealed, replacedAt: now },
  });
  const owner = { companyId, visibility, subjectType: talkFiles, subjectId: String(messageId) };
  await keepFiles(work, owner, fresh);
  work.audit({ ...attempt, after: { messageId, files: fresh.length } });
  if (!isReworded) return done(null);
  await tx.talkMessage.update({ where: { id: messageId }, data: { textSealed: vault.seal(checked.value) } });
  work.announce({ type: "talk.changed", act: "edited", companyId, talkId, messageId });
  return done(null);
};
