import type { RequestEventModel, RequestModel } from "../../database/types.ts";
import { type Act, can } from "../access/policy.ts";
import { newId } from "../directory/new-id.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { actorIdOf, type Changed, type ChangeRefusal, changeRequest, subjectOf } from "./change-request.ts";
import { checkText, type TextMistake } from "./check-input.ts";
import type { Emergency } from "./emergency.ts";
import { indexWordsAnew } from "./index-words.ts";
import { raisePriority } from "./raise-priority.ts";

type EditRefusal = TextMistake | "unchanged" | "forbidden";

type EventOfRequest = RequestEventModel & { request: RequestModel };

/** Whoever may say such a thing may correct what they said themselves. */
const actOf = (work: Work, { kind, request }: EventOfRequest): Act | null => {
  if (kind === "noted") return "request.note";
  if (kind === "asked") return "request.ask";
  if (kind === "answered" || kind === "returned") return "request.edit";
  if (kind === "joined") return "request.join";
  if (kind === "rated") return "request.rate";
  if (kind === "remarked") return "request.remark";
  if (kind === "done") return "request.done";
  // Staff file too, for residents and for common places.
  if (kind === "filed")
    return can(work.actor, "request.ask", subjectOf(request)) ? "request.ask" : "request.edit";
  return null;
};

/**
 * The author edited a message in the chat (`source`: platform:chat:message). What it said before is kept as a
 * revision; an edit of what the request was filed with changes the request's text.
 */
export const editMessage = async (
  work: Work,
  input: { source: string; text: string },
): Promise<Outcome<Changed & { emergency: Emergency | null }, ChangeRefusal | EditRefusal>> => {
  const event = await work.tx.requestEvent.findUnique({
    where: { source: input.source },
    include: { request: true },
  });
  const act = event && actOf(work, event);
  if (!event || !act) return refused("not-found");
  // Whose words they are comes before whether anything may still be said.
  if (event.actorId !== actorIdOf(work)) {
    work.audit({ act, subjectType: "request", subjectId: event.requestId, outcome: "forbidden" });
    return refused("forbidden");
  }
  let emergency: Emergency | null = null;
  let replaced = "";
  const outcome = await changeRequest<EditRefusal>(work, {
    requestId: event.requestId,
    act,
    // What was said of work that is over may be corrected as long as it may be said.
    move: event.kind === "rated" ? "rate" : "edit",
    decide: async (request) => {
      const text = checkText(input.text);
      if (!text.ok) return text;
      replaced = saidBefore(work, event, request);
      if (replaced === text.value) return refused("unchanged");
      const resident = event.actorId === request.authorId && event.visibility === "shared";
      const raised = resident
        ? await raisePriority(work, request, text.value)
        : { emergency: null, columns: {} };
      emergency = raised.emergency;
      const filed = event.kind === "filed" ? { textSealed: work.vault.seal(text.value) } : {};
      return done({
        act: "edited",
        columns: { ...raised.columns, ...filed },
        visibility: event.visibility,
        data: {
          eventId: event.id,
          of: event.kind,
          raised: "priority" in raised.columns,
          emergency: emergency?.kind ?? null,
        },
      });
    },
  });
  if (!outcome.ok) return outcome;
  await rewrite(work, event, outcome.value.request, { replaced, text: input.text.trim() });
  return done({ ...outcome.value, emergency });
};

/** The text of a filed request stands in the request, other texts in their row. */
const saidBefore = (work: Work, event: RequestEventModel, request: RequestModel): string => {
  const sealed = event.kind === "filed" ? request.textSealed : event.textSealed;
  return sealed === null ? "" : work.vault.open(sealed);
};

const rewrite = async (
  work: Work,
  event: RequestEventModel,
  request: RequestModel,
  { replaced, text }: { replaced: string; text: string },
): Promise<void> => {
  await work.tx.$executeRaw`
    INSERT INTO "MessageRevision" ("id", "eventId", "textSealed", "replacedAt")
    VALUES (${newId(work.now)}, ${event.id}, ${work.vault.seal(replaced)}, ${work.now})`;
  if (event.kind === "filed") await indexWordsAnew(work, request, text);
  else
    await work.tx.requestEvent.update({
      where: { id: event.id },
      data: { textSealed: work.vault.seal(text) },
    });
};
