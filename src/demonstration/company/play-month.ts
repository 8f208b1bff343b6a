import { DateTime } from "luxon";
import { addThreadMessage } from "../../core/requests/add-thread-message.ts";
import { askResident } from "../../core/requests/ask-resident.ts";
import { assignRequest } from "../../core/requests/assign-request.ts";
import { completeRequest } from "../../core/requests/complete-request.ts";
import { confirmRequest } from "../../core/requests/confirm-request.ts";
import { declineRequest } from "../../core/requests/decline-request.ts";
import { deferRequest } from "../../core/requests/defer-request.ts";
import { fileRequest } from "../../core/requests/file-request.ts";
import { pauseRequest } from "../../core/requests/pause-request.ts";
import { rateRequest } from "../../core/requests/rate-request.ts";
import { returnRequest } from "../../core/requests/return-request.ts";
import { startRequest } from "../../core/requests/start-request.ts";
import { takeRequest } from "../../core/requests/take-request.ts";
import { billDeeds } from "./bills/play-bills.ts";
import { houses } from "./buildings.ts";
import { earlierRequests } from "./earlier-requests.ts";
import { laterRequests } from "./later-requests.ts";
import { accountOf, accountWhere, as, type Deed, type MonthWorld, phoneOf } from "./month-world.ts";
import { timeZone } from "./open-company.ts";
import { pastPhoto } from "./past-photos.ts";
import type { HistoryStep, PastRequest } from "./past-request.ts";
import type { StaffKey } from "./people.ts";
import { pollDeeds } from "./play-polls.ts";

/** Often enough for a month in which few things become due. */
const schedulesEveryMs = 48 * 3_600_000;

/** Until so late in the morning the last day of the month is yesterday: what happens on it has happened by then. */
const morningHours = 9;

/** Plays the month in the order in which it happened, each thing at its time, through the use cases. */
export const playMonth = async (world: MonthWorld): Promise<void> => {
  const { clock, until } = world;
  const ids = new Map<PastRequest, string>();
  const deeds = [
    ...[...earlierRequests, ...laterRequests].flatMap((request) => requestDeeds(request, until, ids)),
    ...pollDeeds(until),
    ...billDeeds(until),
  ]
    .filter(({ at }) => at < until.getTime())
    .sort((a, b) => a.at - b.at);
  let nextRun = 0;
  for (const [index, { at, play }] of deeds.entries()) {
    clock.standAt(new Date(at));
    if (at >= nextRun) {
      await world.runSchedules("escalate-overdue", "resume-deferred", "close-silent");
      nextRun = at + schedulesEveryMs;
    }
    await play(world);
    await world.idle();
    world.onProgress(index + 1, deeds.length);
  }
};

const requestDeeds = (request: PastRequest, until: Date, ids: Map<PastRequest, string>): Deed[] => {
  const [hour = 0, minute = 0] = request.at.split(":").map(Number);
  let at = DateTime.fromJSDate(until, { zone: timeZone })
    .minus({ hours: morningHours, days: request.daysAgo })
    .set({ hour, minute, second: 20, millisecond: 0 })
    .toMillis();
  return [
    {
      at,
      play: async (world) => void ids.set(request, await file(world, request)),
    },
    ...request.steps.map((step): Deed => {
      at += step.after * 60_000;
      return {
        at,
        play: async (world) => {
          const id = ids.get(request);
          if (id) await play(world, request, id, step);
        },
      };
    }),
  ];
};

const file = async (world: MonthWorld, request: PastRequest): Promise<string> => {
  const { from, category: categoryKey, text, access = null } = request;
  const { read } = world.core.database;
  if (typeof from !== "string") {
    const unit = await read.unit.findFirstOrThrow({
      where: { number: from.unit, building: { address: houses[from.house].address } },
      select: { id: true, occupancies: { select: { personId: true }, take: 1 } },
    });
    const authorId = unit.occupancies[0]?.personId ?? null;
    const filed = await as(world, "irina", (work) =>
      fileRequest(work, { unitId: unit.id, authorId, categoryKey, text, access }),
    );
    return filed.requestId;
  }
  const userId = phoneOf(world, from);
  const said = request.photo
    ? await world.telegram.sendPhoto({
        from: userId,
        photo: await pastPhoto(request.photo),
        caption: text,
        quietly: true,
      })
    : world.telegram.say({ from: userId, text, quietly: true });
  const photo = world.telegram.message(userId, said.messageId)?.media;
  const files = photo
    ? [
        {
          kind: "photo" as const,
          platform: "telegram" as const,
          externalId: photo.fileId,
          name: null,
          mime: "image/jpeg",
          size: photo.size,
        },
      ]
    : [];
  const source = `telegram:${userId}:${said.messageId}`;
  const filed = await as(world, from, async (work) => {
    const [home] = work.actor.kind === "person" ? work.actor.occupancies : [];
    return fileRequest(work, { unitId: home?.unitId ?? null, categoryKey, text, access, files, source });
  });
  return filed.requestId;
};

const play = async (world: MonthWorld, request: PastRequest, requestId: string, step: HistoryStep) => {
  switch (step.do) {
    case "take":
      return as(world, step.by, (work) => takeRequest(work, { requestId }));
    case "start":
      return as(world, step.by, (work) => startRequest(work, { requestId }));
    case "assign": {
      const { personId } = await world.core.database.read.identity.findFirstOrThrow({
        where: accountWhere(accountOf(world, step.to)),
      });
      return as(world, step.by, (work) => assignRequest(work, { requestId, assigneeId: personId }));
    }
    case "ask":
      return as(world, step.by, (work) =>
        askResident(work, { requestId, text: step.text, pause: step.pause === true }),
      );
    case "write":
      return writeInThread(world, requestId, step);
    case "defer":
      return as(world, step.by, (work) =>
        deferRequest(work, { requestId, until: inDays(work.now, step.days), reason: step.text }),
      );
    case "pause":
      return as(world, step.by, (work) => pauseRequest(work, { requestId, reason: step.reason }));
    case "decline":
      return as(world, step.by, (work) => declineRequest(work, { requestId, reason: step.text }));
    case "done":
      return as(world, step.by, (work) => completeRequest(work, { requestId, report: step.text }));
  }
  const { from } = request;
  if (typeof from !== "string") throw new Error(`nobody of ${from.unit} has Telegram and can ${step.do}`);
  switch (step.do) {
    case "answer":
      world.telegram.say({ from: phoneOf(world, from), text: step.text, quietly: true });
      return as(world, from, (work) =>
        addThreadMessage(work, { requestId, kind: "answer", text: step.text }),
      );
    case "return":
      return as(world, from, (work) => returnRequest(work, { requestId, reason: step.text }));
    case "confirm":
      return as(world, from, (work) => confirmRequest(work, { requestId }));
    case "rate":
      return as(world, from, (work) =>
        rateRequest(work, {
          requestId,
          rating: step.stars,
          reasons: step.reasons ?? [],
          comment: step.text ?? null,
        }),
      );
  }
};

/** Staff write where they always write, so that the thread has their own words in it. */
const writeInThread = async (
  world: MonthWorld,
  requestId: string,
  { by, text }: { by: StaffKey; text: string },
): Promise<void> => {
  const card = await world.core.database.read.card.findFirstOrThrow({
    where: { subjectId: requestId, kind: "request-staff" },
  });
  const threadTs = card.messageId;
  if (!threadTs) throw new Error("the card of a past request was not posted");
  world.slack.post({ user: world.staff[by] ?? "", channel: world.staffChannel, threadTs, text });
  await world.settled();
};

const inDays = (from: Date, days: number): Date => new Date(from.getTime() + days * 86_400_000);
