import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { addMessage, checkSaid, type Said, type SaidMistake } from "./add-message.ts";

/** Staff say something in a conversation: to the resident, or ("note") among themselves, which never leaves. */
export const replyInTalk = async (
  work: Work,
  { talkId, kind, ...said }: Said & { talkId: string; kind: "reply" | "note" },
): Promise<Outcome<{ number: number }, "forbidden" | "not-found" | SaidMistake>> => {
  const attempt = { act: "talk.reply", subjectType: "talk", subjectId: talkId };
  const talk = await work.tx.talk.findUnique({ where: { id: talkId } });
  if (!talk) return refuse(work, attempt, "not-found");
  const { companyId, buildingId, number } = talk;
  if (!can(work.actor, "talk.reply", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const checked = checkSaid(said);
  if (!checked.ok) return refuse(work, attempt, checked.code, checked.params);
  const messageId = await addMessage(work, talk, {
    ...said,
    text: checked.value,
    fromResident: false,
    visibility: kind === "reply" ? "shared" : "internal",
  });
  work.audit({ ...attempt, after: { messageId, kind } });
  const act = kind === "reply" ? "replied" : "noted";
  work.announce({ type: "talk.changed", act, companyId, talkId, messageId });
  return done({ number });
};

/** Nothing more is to be done; a further message of the resident opens it again. */
export const closeTalk = async (
  work: Work,
  { talkId }: { talkId: string },
): Promise<Outcome<{ number: number }, "forbidden" | "not-found">> => {
  const attempt = { act: "talk.close", subjectType: "talk", subjectId: talkId };
  const talk = await work.tx.talk.findUnique({ where: { id: talkId } });
  if (!talk) return refuse(work, attempt, "not-found");
  const { companyId, buildingId, number } = talk;
  if (!can(work.actor, "talk.close", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const closed = await work.tx.talk.updateMany({
    where: { id: talkId, state: "open" },
    data: { state: "closed", closedAt: work.now },
  });
  if (closed.count > 0) {
    work.audit(attempt);
    work.announce({ type: "talk.changed", act: "closed", companyId, talkId, messageId: null });
  }
  return done({ number });
};
