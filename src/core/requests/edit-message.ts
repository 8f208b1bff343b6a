import type { RequestEventModel, RequestModel } from "../../database/types.ts";
import { type Act, can } from "../access/policy.ts";
import { newId } from "../directory/new-id.ts";
import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { swapFiles } from "../files/swap-files.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { actorIdOf, type Changed, type ChangeRefusal, changeRequest, subjectOf } from "./change-request.ts";
import { checkText, type TextMistake } from "./check-input.ts";
import { type Emergency, emergencyInText } from "./emergency.ts";
import { emergencyWords } from "./emergency-words.ts";
import { indexWordsAnew } from "./index-words.ts";
import { raisePriority } from "./raise-priority.ts";
import { returnRequest } from "./return-request.ts";
import { type SaidIn, saidIn } from "./said-in.ts";

type EditRefusal = TextMistake | "unchanged" | "forbidden";

type EventOfRequest = SaidIn["event"];

/** Whoever may say such a thing may correct what they said themselves. */
const actOf = (work: Work, { kind, request }: EventOfRequest): Act | null => {
  if (kind === "noted") return "request.note";
  if (kind === "asked") return "request.ask";
  if (kind === "answered" || kind === "returned") return "request.edit";
  if (kind === "joined") return "request.join";
  if (kind === "rated") return "request.rate";
  if (kind === "remarked") return "request.remark";
  if (kind === "done") return "request.done";
  if (kind === "attached") return "request.attach";
  // Staff file too, for residents and for common places.
  if (kind === "filed")
    return can(work.actor, "request.ask", subjectOf(request)) ? "request.ask" : "request.edit";
  return null;
};

export interface EditedMessage {
  /** The message: platform:chat:message. */
  source: string;
  text: string;
  /** What is attached to it now. */
  files?: readonly NewFile[];
}

/**
 * The author edited a message in the chat. What it said before is kept as a revision, and a file that another one took
 * the place of is kept out of sight; an edit of what the request was filed with changes the request's text.
 */
export const editMessage = async (
  work: Work,
  { source, text, files = [] }: EditedMessage,
): Promise<Outcome<Changed & { emergency: Emergency | null }, ChangeRefusal | EditRefusal>> => {
  const said = await saidIn(work, source);
  const act = said && actOf(work, said.event);
  if (!said || !act) return refused("not-found");
  const { event } = said;
  // Whose words they are comes before whether anything may still be said.
  if (event.actorId !== actorIdOf(work)) {
    work.audit({ act, subjectType: "request", subjectId: event.requestId, outcome: "forbidden" });
    return refused("forbidden");
  }
  let emergency: Emergency | null = null;
  let fresh: readonly NewFile[] = [];
  let words = { replaced: "", text: "" };
  const outcome = await changeRequest<EditRefusal>(work, {
    requestId: event.requestId,
    act,
    // What was said of work that is over may be corrected as long as it may be said.
    move: event.kind === "rated" ? "rate" : "edit",
    decide: async (request) => {
      const replaced = saidBefore(work, event, request);
      // Of a picture that came without words only the picture is followed, and words are not taken away with one.
      const isKept = !said.isItsText || (text.trim() === "" && files.length > 0);
      const checked = isKept ? done(replaced) : checkText(text);
      if (!checked.ok) return checked;
      words = { replaced, text: checked.value };
      fresh = fresh.length > 0 ? fresh : await swapFiles(work, source, files);
      if (replaced === words.text && fresh.length === 0) return refused("unchanged");
      const resident = event.actorId === request.authorId && event.visibility === "shared";
      const raised =
        resident && replaced !== words.text
          ? await raisePriority(work, request, words.text)
          : { emergency: null, columns: {} };
      emergency = raised.emergency;
      const filed = event.kind === "filed" ? { textSealed: work.vault.seal(words.text) } : {};
      return done({
        act: "edited",
        columns: { ...raised.columns, ...filed },
        visibility: event.visibility,
        data: {
          eventId: event.id,
          of: event.kind,
          files: fresh.length,
          raised: "priority" in raised.columns,
          emergency: emergency?.kind ?? null,
        },
      });
    },
  });
  if (!outcome.ok) return outcome;
  const { request, eventId } = outcome.value;
  await rewrite(work, event, request, words);
  const { companyId, id: requestId } = request;
  await keepFiles(work, { companyId, requestId, eventId, visibility: event.visibility }, fresh);
  // Corrected to words of danger after the work was reported as done: it is not, so the request comes back, raised.
  const found = emergency as Emergency | null;
  if (found && request.state === "done" && !toldBefore(found, words.replaced))
    await returnRequest(work, { requestId, reason: words.text });
  return done({ ...outcome.value, emergency });
};

const toldBefore = ({ kind }: Emergency, text: string): boolean =>
  emergencyInText(emergencyWords(), text)?.kind === kind;

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
  if (text === replaced) return;
  if (event.kind === "filed") await indexWordsAnew(work, request, text);
  else
    await work.tx.requestEvent.update({
      where: { id: event.id },
      data: { textSealed: work.vault.seal(text) },
    });
};
