import type { Actor } from "../../../src/core/access/actor.ts";
import { addThreadMessage } from "../../../src/core/requests/add-thread-message.ts";
import { askResident } from "../../../src/core/requests/ask-resident.ts";
import { assignRequest } from "../../../src/core/requests/assign-request.ts";
import { attachToRequest } from "../../../src/core/requests/attach-to-request.ts";
import { closeRequest } from "../../../src/core/requests/close-request.ts";
import { completeRequest } from "../../../src/core/requests/complete-request.ts";
import { confirmRequest } from "../../../src/core/requests/confirm-request.ts";
import { declineRequest } from "../../../src/core/requests/decline-request.ts";
import { deferRequest } from "../../../src/core/requests/defer-request.ts";
import { joinRequest, leaveRequest } from "../../../src/core/requests/duplicates/join-request.ts";
import { mergeRequests } from "../../../src/core/requests/duplicates/merge-requests.ts";
import { splitRequest } from "../../../src/core/requests/duplicates/split-request.ts";
import { escalateOverdue } from "../../../src/core/requests/escalate-overdue.ts";
import { daysAfter } from "../../../src/core/requests/limits.ts";
import { pauseRequest } from "../../../src/core/requests/pause-request.ts";
import { rateRequest } from "../../../src/core/requests/rate-request.ts";
import { resumeRequest } from "../../../src/core/requests/resume-request.ts";
import { returnRequest } from "../../../src/core/requests/return-request.ts";
import { startRequest } from "../../../src/core/requests/start-request.ts";
import { takeRequest } from "../../../src/core/requests/take-request.ts";
import { unpauseRequest } from "../../../src/core/requests/unpause-request.ts";
import { arrive } from "../../../src/core/requests/work/arrive.ts";
import { acceptOffer, declineOffer } from "../../../src/core/requests/work/decide-offer.ts";
import { decideQuote } from "../../../src/core/requests/work/decide-quote.ts";
import { remarkRequest } from "../../../src/core/requests/work/remark-request.ts";
import { submitQuote } from "../../../src/core/requests/work/submit-quote.ts";
import { agreeVisit, proposeVisit } from "../../../src/core/requests/work/visits.ts";
import { photo, type RequestDesk } from "./request-desk.ts";

/** Every act on a request as a person would press it, with the usual words. */
export const actsOn = (desk: RequestDesk, requestId: string) => ({
  take: (by: Actor) => desk.as(by, (work) => takeRequest(work, { requestId })),
  assign: (by: Actor, assigneeId = desk.dispatcher.personId) =>
    desk.as(by, (work) => assignRequest(work, { requestId, assigneeId })),
  start: (by: Actor) => desk.as(by, (work) => startRequest(work, { requestId })),
  ask: (by: Actor, pause = false) =>
    desk.as(by, (work) => askResident(work, { requestId, text: "Когда вы дома?", pause })),
  note: (by: Actor, text = "Взять ключ 17", source: string | null = null) =>
    desk.as(by, (work) => addThreadMessage(work, { requestId, kind: "note", text, source })),
  reply: (by: Actor, text = "Едем", source: string | null = null) =>
    desk.as(by, (work) => addThreadMessage(work, { requestId, kind: "reply", text, source })),
  answer: (by: Actor, text = "После шести", source: string | null = null) =>
    desk.as(by, (work) => addThreadMessage(work, { requestId, kind: "answer", text, source })),
  attach: (by: Actor, internal = false) =>
    desk.as(by, (work) => attachToRequest(work, { requestId, files: [photo("x")], internal })),
  defer: (by: Actor, days = 3) =>
    desk.as(by, (work) =>
      deferRequest(work, { requestId, until: daysAfter(work.now, days), reason: "Ждём деталь" }),
    ),
  resume: (by: Actor) => desk.as(by, (work) => resumeRequest(work, { requestId })),
  pause: (by: Actor, reason = "no-access") =>
    desk.as(by, (work) => pauseRequest(work, { requestId, reason })),
  unpause: (by: Actor) => desk.as(by, (work) => unpauseRequest(work, { requestId })),
  decline: (by: Actor, reason = "Это забота соседнего дома") =>
    desk.as(by, (work) => declineRequest(work, { requestId, reason })),
  done: (by: Actor, report = "Заменили прокладку") =>
    desk.as(by, (work) => completeRequest(work, { requestId, report, files: [photo("after")] })),
  confirm: (by: Actor) => desk.as(by, (work) => confirmRequest(work, { requestId })),
  return: (by: Actor, reason = "Снова капает") =>
    desk.as(by, (work) => returnRequest(work, { requestId, reason })),
  rate: (by: Actor, rating = 5, reasons: string[] = ["speed"]) =>
    desk.as(by, (work) => rateRequest(work, { requestId, rating, reasons })),
  close: (by: Actor) => desk.as(by, (work) => closeRequest(work, { requestId })),
  escalate: (by: Actor) => desk.as(by, (work) => escalateOverdue(work, { requestId })),
  /** Of the offer, visit or quote that waits; "none" before there is any. */
  accept: async (by: Actor) => {
    const offerId = await newest(desk, "workOffer", requestId);
    return desk.as(by, (work) => acceptOffer(work, { offerId }));
  },
  refuse: async (by: Actor, reason = "Уехал") => {
    const offerId = await newest(desk, "workOffer", requestId);
    return desk.as(by, (work) => declineOffer(work, { offerId, reason }));
  },
  propose: (by: Actor, hours = 24) =>
    desk.as(by, (work) =>
      proposeVisit(work, {
        requestId,
        from: new Date(work.now.getTime() + hours * 3_600_000),
        to: new Date(work.now.getTime() + (hours + 2) * 3_600_000),
      }),
    ),
  agree: async (by: Actor) => {
    const visitId = await newest(desk, "visit", requestId);
    return desk.as(by, (work) => agreeVisit(work, { visitId }));
  },
  arrive: (by: Actor) => desk.as(by, (work) => arrive(work, { requestId })),
  quote: (by: Actor, labour = "Замена крана; 2; 1200", materials = "Кран; 1; 450,50") =>
    desk.as(by, (work) => submitQuote(work, { requestId, labour, materials })),
  approve: async (by: Actor) => {
    const quoteId = await newest(desk, "quote", requestId);
    return desk.as(by, (work) => decideQuote(work, { quoteId, approve: true }));
  },
  turnDown: async (by: Actor, reason = "Дорого") => {
    const quoteId = await newest(desk, "quote", requestId);
    return desk.as(by, (work) => decideQuote(work, { quoteId, approve: false, reason }));
  },
  report: (by: Actor, labour = "Замена крана; 1,5; 1200", materials = "") =>
    desk.as(by, (work) => completeRequest(work, { requestId, report: "Заменили", labour, materials })),
  remark: (by: Actor, text = "Нужен ключ от подвала") =>
    desk.as(by, (work) => remarkRequest(work, { requestId, text })),
  join: (by: Actor, text: string | null = null) =>
    desk.as(by, (work) => joinRequest(work, { requestId, text })),
  leave: (by: Actor) => desk.as(by, (work) => leaveRequest(work, { requestId })),
  merge: (by: Actor, intoId: string) => desk.as(by, (work) => mergeRequests(work, { requestId, intoId })),
  split: (by: Actor) => desk.as(by, (work) => splitRequest(work, { requestId })),
});

const waiting = { workOffer: "offered", visit: "proposed", quote: "waiting" } as const;

/** What waits for an answer, else any of them: ids of one moment are in no order, and the desk's clock stands. */
export const newest = async (
  { database }: RequestDesk,
  table: keyof typeof waiting,
  requestId: string,
): Promise<string> => {
  const find = database.read[table].findFirst as unknown as (query: object) => Promise<{ id: string } | null>;
  const orderBy = table === "quote" ? { number: "desc" } : { createdAt: "desc" };
  const found =
    (await find({ where: { requestId, state: waiting[table] } })) ??
    (await find({ where: { requestId }, orderBy }));
  return found?.id ?? "none";
};
