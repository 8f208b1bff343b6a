import type { TalkModel, Visibility } from "../../database/types.ts";
import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import {
  checkFiles,
  checkOptionalText,
  type FilesMistake,
  type TextMistake,
} from "../requests/check-input.ts";
import type { Work } from "../work/work.ts";

export interface Said {
  /** May be empty where there are files. */
  text: string;
  files?: readonly NewFile[];
  /** The message it came from: platform:chat:message. */
  source?: string | null;
}

export type SaidMistake = TextMistake | FilesMistake;

/** Names the files of a message of a conversation. */
export const talkFiles = "talk-message";

export const checkSaid = ({ text, files = [] }: Said): Outcome<string, SaidMistake> => {
  const checked = checkOptionalText(text);
  if (!checked.ok) return checked;
  if (checked.value === null && files.length === 0) return refused("text-missing");
  const counted = checkFiles(files);
  return counted.ok ? done(checked.value ?? "") : counted;
};

/** Writes a checked message down, with its files. A message that was taken already is not written twice. */
export const addMessage = async (
  work: Work,
  talk: Pick<TalkModel, "id" | "companyId">,
  message: { text: string; fromResident: boolean; visibility: Visibility } & Pick<Said, "files" | "source">,
): Promise<number> => {
  const { tx, now, actor, vault } = work;
  const { text, fromResident, visibility, files = [], source = null } = message;
  const taken = source === null ? null : await tx.talkMessage.findUnique({ where: { source } });
  const { id } = await tx.talkMessage.create({
    data: {
      companyId: talk.companyId,
      talkId: talk.id,
      fromResident,
      visibility,
      authorId: actor.kind === "person" ? actor.personId : null,
      textSealed: vault.seal(text),
      source: taken ? null : source,
      at: now,
    },
  });
  await tx.talk.update({
    where: { id: talk.id },
    data: visibility === "shared" ? { lastAt: now, state: "open", closedAt: null } : { lastAt: now },
  });
  const owner = { companyId: talk.companyId, visibility, subjectType: talkFiles, subjectId: String(id) };
  await keepFiles(work, owner, files);
  return id;
};
