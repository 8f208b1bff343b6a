import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FormInput, IncomingFile } from "../../../src/chat/event.ts";
import type { Field, Form } from "../../../src/chat/form.ts";
import type { Route } from "../../../src/chat/route.ts";
import { plain } from "../../../src/chat/text.ts";
import type { View } from "../../../src/chat/view.ts";
import { databases } from "../../support/databases.ts";
import { createToolkit, type Toolkit } from "../toolkit.ts";

const photo = (externalId: string): IncomingFile => ({
  kind: "photo",
  externalId,
  name: null,
  mime: null,
  size: 10,
});

const fields: Field[] = [
  { name: "text", label: plain("What?"), input: { kind: "text", minLength: 3, maxLength: 20 } },
  {
    name: "kind",
    label: plain("Kind?"),
    input: {
      kind: "choice",
      options: Array.from({ length: 30 }, (_, index) => ({
        value: `k${index}`,
        label: plain(`Kind ${index}`),
      })),
    },
  },
  {
    name: "photos",
    label: plain("Photos?"),
    optional: true,
    input: { kind: "files", max: 3, accept: ["photo"] },
  },
  { name: "day", label: plain("Day?"), input: { kind: "date", earliest: "2026-01-10" } },
  {
    name: "why",
    label: plain("Why?"),
    optional: true,
    input: { kind: "text", maxLength: 10 },
    given(input) {
      const { given: _, ...field } = this;
      return input.kind?.kind === "choice" && input.kind.value === "k1" ? field : null;
    },
  },
];

/** Where an answer was typed differs by platform, what it says does not. */
const withoutSources = (input: FormInput): FormInput =>
  Object.fromEntries(
    Object.entries(input).map(([name, given]) => [
      name,
      given.kind === "text" ? { kind: "text", text: given.text } : given,
    ]),
  );

let submitted: FormInput[] = [];
let refusal: { text: string; field?: string } | null = null;

const form: Form = {
  id: "test.form",
  title: plain("Test"),
  submit: plain("Send"),
  open: async () => ({ ok: true, fields }),
  submitted: async (_work, _args, input) => {
    if (refusal) {
      const { text, field } = refusal;
      return { ok: false, text: plain(text), ...(field ? { field } : {}) };
    }
    submitted.push(withoutSources(input));
    return { ok: true, text: plain("Thanks") };
  },
};

const routes: Route[] = [
  { kind: "form", form },
  {
    kind: "command",
    name: "fill",
    platforms: ["telegram"],
    audience: "everybody",
    description: "",
    handle: ({ respond }) => respond.openForm("test.form"),
  },
];

describe.each(databases)("forms on $name", (database) => {
  let kit: Toolkit;
  beforeAll(async () => {
    kit = await createToolkit(database, routes);
  });
  afterAll(() => kit.close());
  beforeEach(async () => {
    submitted = [];
    refusal = null;
    await kit.command("cancel");
  });

  const words = (view: View | undefined): string =>
    (view?.blocks ?? []).map((block) => ("text" in block ? kit.translate(block.text, "en") : "")).join("\n");
  const buttons = (view: View | undefined): Record<string, string> =>
    Object.fromEntries(
      (view?.buttons ?? [])
        .flat()
        .map(({ label, do: it }) => [kit.translate(label, "en"), "token" in it ? it.token : ""]),
    );
  const last = ({ views }: { views: View[] }): View | undefined => views.at(-1);

  it("asks one field after the other and sends what was said", async () => {
    expect(words(last(await kit.command("fill")))).toContain("What?");
    expect(words(last(await kit.write("a leak")))).toContain("Kind?");
    expect(words(last(await kit.write("kind 2")))).toContain("Photos?");
    const withOne = last(await kit.write("", { files: [photo("a")] }));
    expect(words(withOne)).toContain("1 file attached");
    expect(words(last(await kit.tap(buttons(withOne).Ready ?? "")))).toContain("Day?");
    expect(words(last(await kit.write("24.12.2026")))).toBe("Thanks");
    expect(submitted).toEqual([
      {
        text: { kind: "text", text: "a leak" },
        kind: { kind: "choice", value: "k2" },
        photos: { kind: "files", files: [photo("a")] },
        day: { kind: "text", text: "2026-12-24" },
      },
    ]);
  });

  it("says what to do after a mistake, and loses nothing that was said", async () => {
    await kit.command("fill");
    expect(words(last(await kit.write("ab")))).toMatch(/at least 3 characters[\s\S]*What\?/);
    expect(words(last(await kit.write("x".repeat(21))))).toMatch(/21 characters; at most 20/);
    await kit.write("a leak");
    expect(words(last(await kit.write("nonsense")))).toMatch(/one of the buttons[\s\S]*Kind\?/);
    await kit.write("1");
    expect(words(last(await kit.write("", { files: [{ ...photo("d"), kind: "document" }] })))).toMatch(
      /kind of file/,
    );
    expect(words(last(await kit.write("", { files: ["a", "b", "c", "d"].map(photo) })))).toMatch(
      /first 3 files are taken; 1 did not fit/,
    );
    const three = last(await kit.write("", { files: ["a", "b", "c"].map(photo) }));
    await kit.tap(buttons(three).Ready ?? "");
    expect(words(last(await kit.write("yesterday")))).toMatch(/date like/);
    expect(words(last(await kit.write("2026-01-09")))).toMatch(/2026-01-10 or later/);
    await kit.write("2026-01-10");
    expect(submitted[0]?.text).toEqual({ kind: "text", text: "a leak" });
  });

  it("goes back, keeps the answer, and skips", async () => {
    await kit.command("fill");
    const kindQuestion = last(await kit.write("a leak"));
    const again = last(await kit.tap(buttons(kindQuestion).Back ?? ""));
    expect(words(again)).toMatch(/What\?[\s\S]*a leak/);
    expect(words(last(await kit.tap(buttons(again)["Keep as is"] ?? "")))).toContain("Kind?");
    const photos = last(await kit.write("1"));
    const day = last(await kit.tap(buttons(photos).Skip ?? ""));
    expect(words(day)).toContain("Day?");
    const stale = await kit.tap(buttons(photos).Skip ?? "");
    expect(stale.taken.notice && kit.translate(stale.taken.notice.text, "en")).toMatch(/answered already/);
    expect(words(last(stale))).toContain("Day?");
  });

  it("asks for what an earlier answer makes necessary", async () => {
    await kit.command("fill");
    await kit.write("a leak");
    const photos = last(await kit.write("2"));
    await kit.tap(buttons(photos).Skip ?? "");
    expect(words(last(await kit.write("2026-02-01")))).toContain("Why?");
  });

  it("pages through many options", async () => {
    await kit.command("fill");
    const first = last(await kit.write("a leak"));
    expect(Object.keys(buttons(first))).toContain("Kind 23");
    const second = last(await kit.tap(buttons(first)["More…"] ?? ""));
    expect(Object.keys(buttons(second)).slice(0, 2)).toEqual(["Kind 24", "Kind 25"]);
  });

  it("cancels, and says so to whoever presses a button of it later", async () => {
    const question = last(await kit.command("fill"));
    expect(words(last(await kit.tap(buttons(question).Cancel ?? "")))).toMatch(/Cancelled/);
    const late = await kit.tap(buttons(question).Cancel ?? "");
    expect(late.taken.notice && kit.translate(late.taken.notice.text, "en")).toMatch(/closed already/);
  });

  it("keeps everything when the use case refuses", async () => {
    refusal = { text: "Not today" };
    await kit.command("fill");
    await kit.write("a leak");
    const photos = last(await kit.write("3"));
    await kit.tap(buttons(photos).Skip ?? "");
    const refused = last(await kit.write("2026-03-01"));
    expect(words(refused)).toContain("Not today");
    refusal = null;
    expect(words(last(await kit.tap(buttons(refused)["Send again"] ?? "")))).toBe("Thanks");
    expect(submitted).toHaveLength(1);
  });

  it("stores nothing that was typed in plain", async () => {
    await kit.command("fill");
    await kit.write("a secret");
    const rows = await kit.database.read.conversation.findMany();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain("secret");
  });

  it("comes to the same as a modal", async () => {
    const values: FormInput = {
      text: { kind: "text", text: "  a leak " },
      kind: { kind: "choice", value: "k3" },
      day: { kind: "text", text: "1.2.2026" },
    };
    const modal = { id: "V1", hash: "h" };
    const submission = (input: FormInput) =>
      kit.event("slack", { type: "form-submitted", form: "test.form", args: [], values: input, modal });
    const wrong = submission({
      ...values,
      kind: { kind: "choice", value: "?" },
      text: { kind: "text", text: "a" },
    });
    const mistaken = await kit.take(wrong);
    expect(mistaken.form?.ok === false && Object.keys(mistaken.form.errors)).toEqual(["text", "kind"]);
    // The corrected modal comes under the same id, and still counts.
    expect(await kit.take({ ...submission(values), id: wrong.id })).toMatchObject({
      first: true,
      form: { ok: true },
    });
    expect(await kit.take({ ...submission(values), id: wrong.id })).toMatchObject({ first: false });

    await kit.command("fill");
    await kit.write("  a leak ");
    const photos = last(await kit.write("Kind 3"));
    await kit.tap(buttons(photos).Skip ?? "");
    await kit.write("1.2.2026");
    const [byModal, bySteps] = submitted;
    expect(submitted).toHaveLength(2);
    expect({ ...bySteps, why: byModal?.why }).toEqual(byModal);
  });
});
