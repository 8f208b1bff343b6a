import type { RequestModel } from "../../database/types.ts";
import type { Act } from "../access/policy.ts";
import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest, type Step } from "./change-request.ts";
import { checkFiles, checkOptionalText, type FilesMistake, type TextMistake } from "./check-input.ts";
import { type Emergency, emergencyInText } from "./emergency.ts";
import { emergencyWords } from "./emergency-words.ts";
import { findRequest } from "./find-request.ts";
import { freeSource } from "./free-source.ts";
import { unpausing } from "./pausing.ts";
import { raisePriority } from "./raise-priority.ts";
import { returnRequest } from "./return-request.ts";
import type { Move } from "./transitions.ts";

/** "note": staff among themselves, never leaves; "reply": staff to the resident; "answer": the resident to staff. */
export type MessageKind = "note" | "reply" | "answer";

export interface ThreadMessage {
  requestId: string;
  kind: MessageKind;
  /** May be empty where there are files. */
  text: string;
  files?: readonly NewFile[];
  source?: string | null;
}

const rights: Record<MessageKind, { act: Act; move: Move }> = {
  note: { act: "request.note", move: "note" },
  reply: { act: "request.ask", move: "message" },
  answer: { act: "request.answer", move: "answer" },
};

type MessageRefusal = ChangeRefusal | TextMistake | FilesMistake;

/** Something said about a request. The resident's answer ends the wait for it, and may tell of an emergency. */
export const addThreadMessage = async (
  work: Work,
  input: ThreadMessage,
): Promise<Outcome<Changed & { emergency: Emergency | null }, MessageRefusal>> => {
  const visibility = input.kind === "note" ? "internal" : "shared";
  const files = input.files ?? [];
  let emergency: Emergency | null = null;
  if (input.kind === "answer") {
    const back = await comesBack(work, input);
    if (back) return back;
  }
  const outcome = await changeRequest<TextMistake | FilesMistake>(work, {
    requestId: input.requestId,
    ...rights[input.kind],
    decide: async (request) => {
      const said = checkMessage(input.text, files);
      if (!said.ok) return said;
      const source = await freeSource(work, input.source);
      const row = { visibility, text: said.value, source } as const;
      if (input.kind === "note") return done({ act: "noted", ...row });
      if (input.kind === "reply")
        return done({ act: "asked", ...row, data: { question: false, paused: false } });
      const answer = await answering(work, request, said.value ?? "");
      emergency = answer.emergency;
      return done({ ...answer.step, ...row });
    },
  });
  if (!outcome.ok) return outcome;
  const { request, eventId } = outcome.value;
  await keepFiles(work, { companyId: request.companyId, requestId: request.id, eventId, visibility }, files);
  return done({ ...outcome.value, emergency });
};

/** An emergency told of work that was reported as done says that it is not: the request comes back, raised. */
const comesBack = async (
  work: Work,
  { requestId, text, files = [], source = null }: ThreadMessage,
): Promise<Outcome<Changed & { emergency: Emergency | null }, MessageRefusal> | null> => {
  const emergency = emergencyInText(emergencyWords(), text);
  if (!emergency || (await findRequest(work.tx, requestId))?.state !== "done") return null;
  const returned = await returnRequest(work, { requestId, reason: text, files, source });
  if (returned.ok) return done({ ...returned.value, emergency });
  // Closed or confirmed meanwhile.
  return returned.code === "too-late" || returned.code === "returned-before"
    ? refused("wrong-state", returned.params)
    : { ...returned, code: returned.code };
};

const checkMessage = (
  typed: string,
  files: readonly NewFile[],
): Outcome<string | null, TextMistake | FilesMistake> => {
  const text = checkOptionalText(typed);
  if (!text.ok) return text;
  if (text.value === null && files.length === 0) return refused("text-missing");
  const counted = checkFiles(files);
  return counted.ok ? text : counted;
};

const answering = async (
  work: Work,
  request: RequestModel,
  text: string,
): Promise<{ step: Step; emergency: Emergency | null }> => {
  const resumed = request.pauseReason === "awaiting-owner" ? unpausing(request, work.now) : {};
  const { emergency, columns } = await raisePriority(work, { ...request, ...resumed }, text);
  return {
    emergency,
    step: {
      act: "answered",
      columns: { ...resumed, ...columns },
      data: {
        unpaused: "pausedAt" in resumed || "pausedAt" in columns,
        raised: "priority" in columns,
        emergency: emergency?.kind ?? null,
      },
    },
  };
};
