import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createSmppGateway } from "../../../src/adapters/sms/smpp-gateway.ts";
import { createSmsChannel } from "../../../src/adapters/sms/sms-channel.ts";
import type { SmsGateway } from "../../../src/adapters/sms/sms-gateway.ts";
import { plain } from "../../../src/chat/text.ts";
import { createTranslator } from "../../../src/chat/translator.ts";
import type { Database } from "../../../src/database/db.ts";
import { openDatabase } from "../../../src/database/open-database.ts";
import { localesFolder } from "../../../src/package-paths.ts";
import { databases, type TestDatabase } from "../../support/databases.ts";
import { type SmsCentre, startSmsCentre } from "../../support/sms-centre.ts";

const { translate } = createTranslator(localesFolder);
const logger = pino({ level: "silent" });
const now = new Date("2026-11-25T12:00:00Z");

describe.each(databases)("SMS on $name", (kind) => {
  let place: TestDatabase;
  let database: Database;
  let centre: SmsCentre;
  let gateway: SmsGateway;
  const heard: unknown[] = [];
  let nextId = 1;

  const gatewayTo = (port: number, password = "secret") =>
    createSmppGateway(
      { host: "127.0.0.1", port, tls: false, systemId: "office", password, from: "DOMOVOY" },
      logger,
    );
  const send = (text: string, more: { lane?: number; id?: number; gateway?: SmsGateway } = {}) =>
    createSmsChannel({
      gateway: more.gateway ?? gateway,
      database,
      clock: { now: () => now },
      translate,
      openContact: async (id) => ({
        id,
        companyId: "c",
        companyName: "House",
        timeZone: "Europe/Moscow",
        personId: "p",
        value: "+79161234567",
      }),
    }).send({
      address: { platform: "sms", chatId: "phone" },
      content: { blocks: [{ type: "text", text: plain(text) }] },
      language: "ru",
      row: { id: more.id ?? nextId++, lane: more.lane ?? 2 },
    });
  const booked = () => database.read.smsMessage.findMany({ orderBy: { outboxId: "asc" } });

  beforeAll(async () => {
    place = await kind.create();
    database = await openDatabase(place.url);
    centre = await startSmsCentre();
    gateway = gatewayTo(centre.port);
    gateway.listen((told) => heard.push(told));
  });
  afterEach(async () => {
    centre.taken.length = 0;
    await database.transaction(async (tx) => {
      await tx.smsMessage.deleteMany();
      await tx.smsTariff.deleteMany();
    });
  });
  afterAll(async () => {
    await gateway.stop();
    await centre.stop();
    await database.close();
    await place.drop();
  });

  it("goes to the SMSC in the alphabet it needs", async () => {
    expect(await send("Water is off until 18:00 {riser 3}")).toMatchObject({ ok: true });
    await send("Воды нет до 18:00");
    expect(centre.taken).toMatchObject([
      {
        to: "79161234567",
        from: "DOMOVOY",
        coding: 0,
        text: "Water is off until 18:00 {riser 3}",
        joined: null,
      },
      { coding: 8, text: "Воды нет до 18:00", wantsReceipt: true },
    ]);
  });

  it("is joined from several parts, and paid by the part", async () => {
    await database.transaction((tx) =>
      tx.smsTariff.create({ data: { companyId: "c", pricePerSegment: 250n } }),
    );
    const text = "Уважаемые жители! ".repeat(8).trim();
    await send(text);
    expect(centre.taken.map(({ joined }) => joined?.slice(1))).toEqual([
      [3, 1],
      [3, 2],
      [3, 3],
    ]);
    expect(centre.taken.map((part) => part.text).join("")).toBe(text);
    expect(centre.taken.map(({ wantsReceipt }) => wantsReceipt)).toEqual([true, true, true]);
    expect(await booked()).toMatchObject([{ segments: 3, price: 750n, month: "2026-11" }]);
    const parts = await database.read.smsPart.findMany({ orderBy: { place: "asc" } });
    expect(parts.map(({ gatewayId }) => gatewayId)).toEqual(centre.taken.map(({ id }) => id));
  });

  it("waits for a receipt, unless none can come or none has come of the ten before it", async () => {
    const awaited = async () => (await booked()).map(({ awaitsReceipt }) => awaitsReceipt);
    await send("first");
    await send("second", { gateway: { ...gateway, tellsReceipts: false } });
    expect(await awaited()).toEqual([true, false]);
    await database.transaction((tx) =>
      tx.smsMessage.createMany({
        data: Array.from({ length: 10 }, (_, index) => ({
          outboxId: 9000 + index,
          companyId: "c",
          contactPointId: "phone",
          month: "2026-11",
          segments: 1,
          price: 0n,
          sentAt: new Date(now.getTime() - 10 * 60_000 + index * 1000),
        })),
      }),
    );
    await send("silent", { id: 9100 });
    await database.transaction((tx) =>
      tx.smsMessage.update({ where: { outboxId: 9009 }, data: { state: "failed" } }),
    );
    await send("heard", { id: 9101 });
    expect((await awaited()).slice(-2)).toEqual([false, true]);
  });

  it("stops at the month's limit, which an emergency may pass, and is paid once when sent again", async () => {
    await database.transaction((tx) =>
      tx.smsTariff.create({ data: { companyId: "c", pricePerSegment: 300n, monthlyLimit: 600n } }),
    );
    const first = nextId++;
    await send("one", { id: first });
    await send("one", { id: first });
    await send("two");
    expect(await send("three")).toMatchObject({ ok: false, failure: { code: "over-budget" } });
    expect(await send("fire", { lane: 1 })).toMatchObject({ ok: true });
    expect((await booked()).map(({ price }) => price)).toEqual([300n, 300n, 300n]);
  });

  it("never spends more than the limit when many are sent at once", async () => {
    await database.transaction((tx) =>
      tx.smsTariff.create({ data: { companyId: "c", pricePerSegment: 100n, monthlyLimit: 500n } }),
    );
    const results = await Promise.all(Array.from({ length: 12 }, (_, index) => send(`text ${index}`)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(5);
    expect(await booked()).toHaveLength(5);
  });

  it.each([
    [11, { code: "unreachable", reason: "bounced" }],
    [88, { code: "rate-limited", scope: "bot" }],
    [8, { code: "transient" }],
    [10, { code: "rejected" }],
  ])("understands an SMSC's refusal 0x%i, which costs nothing", async (status, failure) => {
    centre.refuse(status);
    expect(await send("text")).toMatchObject({ ok: false, failure });
    expect(await booked()).toEqual([]);
  });

  it("opens the line again when it broke", async () => {
    const before = centre.logins();
    centre.breakLine();
    expect(await send("lost")).toMatchObject({ ok: false, failure: { code: "transient" } });
    expect(await send("again")).toMatchObject({ ok: true });
    expect(centre.logins()).toBe(before + 1);
  });

  it("waits for the operator while the SMSC is away or refuses the login", async () => {
    const away = gatewayTo(9);
    expect(await send("text", { gateway: away })).toMatchObject({
      ok: false,
      failure: { code: "transient" },
    });
    const locked = gatewayTo(centre.port, "wrong");
    const refused = await send("text", { gateway: locked });
    expect(refused).toMatchObject({ ok: false, failure: { code: "transient" } });
    expect(JSON.stringify(refused)).toContain("ESME_RINVPASWD");
    await away.stop();
    await locked.stop();
  });

  it("hears receipts and answers", async () => {
    heard.length = 0;
    await send("text");
    await centre.receipt("m1", "ENROUTE");
    await centre.receipt("m1", "DELIVRD");
    await centre.receipt("m2", "UNDELIV");
    await centre.answers("79161234567", "Стоп");
    await vi.waitFor(() =>
      expect(heard).toEqual([
        { gatewayId: "m1", outcome: "delivered", detail: "DELIVRD" },
        { gatewayId: "m2", outcome: "failed", detail: "UNDELIV" },
        { from: "79161234567", text: "Стоп" },
      ]),
    );
  });
});
