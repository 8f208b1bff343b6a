import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../src/core/access/actor.ts";
import { markAttachmentRefused, markAttachmentStored } from "../../../src/core/files/settle-attachment.ts";
import { attachToRequest } from "../../../src/core/requests/attach-to-request.ts";
import { attachmentVisible } from "../../../src/core/requests/attachment-visible.ts";
import { databases } from "../../support/databases.ts";
import { actsOn } from "./request-acts.ts";
import { codeOf, must, openDesk, photo, type RequestDesk } from "./request-desk.ts";

describe.each(databases)("Files of a request on $name", (kind) => {
  let desk: RequestDesk;
  beforeAll(async () => {
    desk = await openDesk(kind);
  });
  afterAll(() => desk.close());

  const filesOf = (requestId: string) =>
    desk.database.read.attachment.findMany({ where: { requestId }, orderBy: { id: "asc" } });
  const store = (attachmentId: string, by: Actor = desk.system) =>
    desk.as(by, (work) =>
      markAttachmentStored(work, {
        attachmentId,
        address: `ab/${attachmentId}`,
        mime: "image/jpeg",
        size: 5,
        name: "photo.jpg",
      }),
    );
  const announced = (requestId: string) =>
    desk.heard.filter(
      (event) =>
        event.type === "request.changed" && event.requestId === requestId && event.act === "attached",
    );

  test("an album is announced once, when the last of it has come or never will", async () => {
    const { requestId, eventId } = await desk.filed({ files: [photo("a"), photo("b"), photo("c")] });
    const [a, b, c] = (await filesOf(requestId)).map((file) => file.id);
    if (!a || !b || !c) throw new Error("three files were sent");
    must(await store(a));
    must(
      await desk.as(desk.system, (work) =>
        markAttachmentRefused(work, { attachmentId: b, refusal: "too-large" }),
      ),
    );
    expect(announced(requestId)).toEqual([]);
    must(await store(c));
    expect(announced(requestId)).toEqual([
      {
        type: "request.changed",
        act: "attached",
        companyId: desk.companyId,
        requestId,
        eventId,
        actorId: null,
      },
    ]);
    expect((await filesOf(requestId)).map((file) => file.state)).toEqual(["stored", "refused", "stored"]);
    expect(codeOf(await store(a))).toBe("already-settled");
    expect(codeOf(await store("nothing"))).toBe("not-found");
  });

  test("files that end at the same moment are still announced once", async () => {
    const { requestId } = await desk.filed({ files: [photo("a"), photo("b"), photo("c"), photo("d")] });
    const files = await filesOf(requestId);
    for (const outcome of await Promise.all(files.map((file) => store(file.id)))) must(outcome);
    expect(announced(requestId)).toHaveLength(1);
  });

  test("a message may be files alone, but not nothing", async () => {
    const { requestId } = await desk.filed();
    const act = actsOn(desk, requestId);
    expect(codeOf(await act.answer(desk.anna, " "))).toBe("text-missing");
    must(await act.attach(desk.anna));
    expect((await filesOf(requestId))[0]).toMatchObject({ visibility: "shared", state: "pending" });
    const nothing = await desk.as(desk.anna, (work) => attachToRequest(work, { requestId, files: [] }));
    expect(codeOf(nothing)).toBe("files-missing");
  });

  test("the author sees the shared files of the request, staff all, others none", async () => {
    const { requestId } = await desk.filed({ files: [photo("a")] });
    must(await actsOn(desk, requestId).attach(desk.manager, true));
    const request = await desk.row(requestId);
    const other = await desk.row((await desk.filed({ unitId: desk.otherUnitId }, desk.neighbour)).requestId);
    const [shared, internal] = await filesOf(requestId);
    if (!shared || !internal) throw new Error("two files were sent");
    const sees = (actor: Actor) => [shared, internal].map((file) => attachmentVisible(actor, file, request));
    expect(sees(desk.anna)).toEqual([true, false]);
    expect(sees(desk.manager)).toEqual([true, true]);
    expect(sees(desk.neighbour)).toEqual([false, false]);
    expect(sees(desk.contractor)).toEqual([false, false]);
    expect(attachmentVisible(desk.neighbour, shared, other)).toBe(false);
  });
});
