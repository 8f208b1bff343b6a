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
import { escalateOverdue } from "../../../src/core/requests/escalate-overdue.ts";
import { daysAfter } from "../../../src/core/requests/limits.ts";
import { pauseRequest } from "../../../src/core/requests/pause-request.ts";
import { rateRequest } from "../../../src/core/requests/rate-request.ts";
import { resumeRequest } from "../../../src/core/requests/resume-request.ts";
import { returnRequest } from "../../../src/core/requests/return-request.ts";
import { startRequest } from "../../../src/core/requests/start-request.ts";
import { takeRequest } from "../../../src/core/requests/take-request.ts";
import { unpauseRequest } from "../../../src/core/requests/unpause-request.ts";
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
});
