import type { Work } from "../core/work/work.ts";
import type { EditedEvent } from "./event.ts";
import type { Turn } from "./route.ts";
import { plain, type Text, t } from "./text.ts";

/** What a message in a staff thread begins with to go to the resident; everything else stays among staff. */
const replyMarkOf = async ({ tx, actor }: Work): Promise<string> => {
  const companyId = actor.kind === "stranger" ? null : actor.companyId;
  const company = companyId
    ? await tx.company.findUnique({ where: { id: companyId }, select: { replyMark: true } })
    : null;
  return company?.replyMark ?? "!";
};

/** Whether a message in a staff thread goes to the resident, and its words without the mark. */
export const readMarked = async (work: Work, text: string): Promise<{ isReply: boolean; text: string }> => {
  const mark = await replyMarkOf(work);
  const isReply = text.startsWith(mark);
  return { isReply, text: isReply ? text.slice(mark.length).trim() : text };
};

/**
 * The words of an edited message; null, and told, where a reply lost its mark: it may be meant for colleagues now, so that
 * the resident keeps what was sent. A note never leaves, also not by an edit: `noteStays` says so.
 */
export const readEdited = async (
  { work, event, respond }: Pick<Turn, "work" | "respond"> & { event: Turn["event"] & EditedEvent },
  was: { reply: boolean; note: boolean },
  noteStays: Text,
): Promise<string | null> => {
  // Only staff write with a mark.
  const mark = event.platform === "slack" ? await replyMarkOf(work) : "";
  if (mark === "") return event.text;
  const isMarked = event.text.startsWith(mark);
  if (isMarked && was.note) respond.notice(noteStays, "alert");
  if (!was.reply) return event.text;
  if (isMarked) return event.text.slice(mark.length).trim();
  respond.notice(t("requests.reply.unmarked", { mark: plain(mark) }), "alert");
  return null;
};
