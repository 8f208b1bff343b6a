import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type SlackServer, startSlackServer } from "../../../src/sandbox/slack/server.ts";
import { callJson } from "./api-client.ts";
import { connectSocket, type TestSocket } from "./test-socket.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const modal = (extra: Record<string, unknown> = {}) => ({
  type: "modal",
  callback_id: "form",
  title: plain("Form"),
  submit: plain("Send"),
  blocks: [
    {
      type: "input",
      block_id: "name",
      label: plain("Name"),
      element: { type: "plain_text_input", action_id: "value" },
    },
    {
      type: "actions",
      block_id: "more",
      elements: [{ type: "button", action_id: "push", text: plain("More") }],
    },
  ],
  ...extra,
});

describe("views", () => {
  let now = Date.parse("2026-03-01T10:00:00Z");
  let slack: SlackServer;
  let socket: TestSocket;
  let anna: string;
  const api = (method: string, params: Record<string, unknown>) => callJson(slack, method, params);
  /** A trigger by a slash command. */
  const trigger = async () => {
    await slack.command({ user: anna, command: "/domovoy" });
    return String(socket.last("slash_commands").trigger_id);
  };
  const open = async (view = modal()) => {
    const answer = await api("views.open", { trigger_id: await trigger(), view });
    return answer.view as { id: string; hash: string; root_view_id: string };
  };
  const answerWith = (payload: unknown) => socket.answer("interactive", payload);

  beforeAll(async () => {
    slack = await startSlackServer({ clock: { now: () => new Date(now) } });
    anna = slack.addUser({ name: "anna" }).id;
    socket = await connectSocket(slack);
  });
  beforeEach(() => answerWith(undefined));
  afterAll(async () => {
    socket.close();
    await slack.stop();
  });

  it("takes a trigger once and for three seconds", async () => {
    const once = await trigger();
    expect(await api("views.open", { trigger_id: once, view: modal() })).toMatchObject({ ok: true });
    expect(await api("views.open", { trigger_id: once, view: modal() })).toMatchObject({
      error: "exchanged_trigger_id",
    });
    expect(await api("views.open", { trigger_id: "1.2.3", view: modal() })).toMatchObject({
      error: "invalid_trigger_id",
    });
    const late = await trigger();
    now += 3001;
    expect(await api("views.open", { trigger_id: late, view: modal() })).toMatchObject({
      error: "expired_trigger_id",
    });
  });

  it("refuses bad views with a pointer and does not use the trigger up", async () => {
    const trigger_id = await trigger();
    const refused = (view: unknown) => api("views.open", { trigger_id, view });
    expect(await refused(modal({ title: plain("x".repeat(25)) }))).toMatchObject({
      error: "invalid_arguments",
      response_metadata: {
        messages: ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"],
      },
    });
    const { submit: _submit, ...without } = modal();
    expect(await refused(without)).toMatchObject({
      response_metadata: {
        messages: [
          "[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]",
        ],
      },
    });
    expect(await refused({ ...modal(), type: "home" })).toMatchObject({ error: "invalid_arguments" });
    const wide = Array.from({ length: 90 }, () => ({ type: "section", text: plain("я".repeat(3000)) }));
    expect(await refused(modal({ blocks: wide }))).toMatchObject({ error: "view_too_large" });
    expect(await refused(modal())).toMatchObject({ ok: true });
  });

  it("stacks three views and no more", async () => {
    const first = await open();
    const push = async () => {
      await slack.press({ user: anna, actionId: "push" });
      return api("views.push", { trigger_id: socket.last("interactive").trigger_id, view: modal() });
    };
    expect(await push()).toMatchObject({ view: { previous_view_id: first.id, root_view_id: first.id } });
    expect(await push()).toMatchObject({ ok: true });
    expect(await push()).toMatchObject({ error: "push_limit_reached" });
    await slack.closeModal({ user: anna });
    expect(slack.viewStack(anna)).toHaveLength(2);
    await slack.closeModal({ user: anna, all: true });
    expect(slack.openView(anna)).toBeUndefined();
    expect(await api("views.push", { trigger_id: await trigger(), view: modal() })).toMatchObject({
      error: "not_found",
    });
  });

  it("updates with the right hash and keeps what was typed", async () => {
    const view = await open();
    slack.fill({ user: anna, values: { Name: "Anna" } });
    expect(await api("views.update", { view_id: view.id, hash: "old", view: modal() })).toMatchObject({
      error: "hash_conflict",
    });
    expect(
      await api("views.update", { view_id: view.id, hash: view.hash, view: modal({ title: plain("Two") }) }),
    ).toMatchObject({
      ok: true,
      view: { title: { text: "Two" }, state: { values: { name: { value: { value: "Anna" } } } } },
    });
    await slack.closeModal({ user: anna });
    expect(await api("views.update", { view_id: view.id, view: modal() })).toMatchObject({
      error: "not_found",
    });
  });

  it("keeps external ids apart", async () => {
    await open(modal({ external_id: "one" }));
    expect(
      await api("views.open", { trigger_id: await trigger(), view: modal({ external_id: "one" }) }),
    ).toMatchObject({
      error: "duplicate_external_id",
    });
    expect(
      await api("views.update", { external_id: "one", view: modal({ external_id: "one" }) }),
    ).toMatchObject({
      ok: true,
    });
    await slack.closeModal({ user: anna });
  });

  it("applies each answer to a submission", async () => {
    await open();
    const values = { Name: "Anna" };
    answerWith({ response_action: "errors", errors: { nosuch: "x" } });
    expect(await slack.submit({ user: anna, values })).toMatchObject({
      result: "failed",
      error: "unknown_block_id",
    });
    answerWith({ response_action: "errors", errors: { name: "Full name, please" } });
    expect(await slack.submit({ user: anna })).toMatchObject({ result: "errors" });
    answerWith({ response_action: "update", view: { type: "modal" } });
    expect(await slack.submit({ user: anna })).toMatchObject({
      result: "failed",
      error: "invalid_arguments",
    });
    answerWith({ response_action: "update", view: modal({ title: plain("Second") }) });
    expect(await slack.submit({ user: anna })).toMatchObject({
      result: "updated",
      view: { title: { text: "Second" } },
    });
    answerWith({ response_action: "push", view: modal({ title: plain("Third") }) });
    expect(await slack.submit({ user: anna })).toMatchObject({ result: "pushed" });
    expect(slack.viewStack(anna)).toHaveLength(2);
    answerWith({ response_action: "clear" });
    expect(await slack.submit({ user: anna, values })).toEqual({ result: "cleared" });
    expect(slack.viewStack(anna)).toEqual([]);
  });

  it("does not submit what the client itself refuses", async () => {
    const element = (name: string, element: Record<string, unknown>) => ({
      type: "input",
      block_id: name,
      label: plain(name),
      element: { action_id: "value", ...element },
    });
    await open(
      modal({
        blocks: [
          element("mail", { type: "email_text_input" }),
          element("link", { type: "url_text_input" }),
          element("count", { type: "number_input", is_decimal_allowed: false, max_value: "5" }),
          element("short", { type: "plain_text_input", min_length: 3 }),
        ],
      }),
    );
    const submit = (values: Record<string, unknown>) => slack.submit({ user: anna, values });
    const bad = await submit({ mail: "x", link: "x", count: "6", short: "x" });
    expect(Object.keys(bad.result === "not_sent" ? bad.errors : {})).toEqual([
      "mail",
      "link",
      "count",
      "short",
    ]);
    expect(await submit({ mail: "a@b.ch", link: "https://b.ch", count: 5, short: "xyz" })).toEqual({
      result: "closed",
    });
  });

  it("asks the app for the options of an external menu", async () => {
    const element = { type: "external_select", action_id: "unit", min_query_length: 1 };
    await open(modal({ blocks: [{ type: "input", block_id: "unit", label: plain("Unit"), element }] }));
    const options = [{ text: plain("Unit 45"), value: "45" }];
    answerWith({ options });
    expect(await slack.suggest({ user: anna, actionId: "unit", query: "4" })).toEqual(options);
    expect(socket.last("interactive")).toMatchObject({
      type: "block_suggestion",
      value: "4",
      block_id: "unit",
    });
    answerWith({ options: [{ text: "Unit 45" }] });
    expect(await slack.suggest({ user: anna, actionId: "unit", query: "4" })).toEqual([]);
    await slack.closeModal({ user: anna });
  });

  it("publishes App Home per person", async () => {
    const home = { type: "home", blocks: [{ type: "section", text: plain("Hello") }] };
    const first = await api("views.publish", { user_id: anna, view: home });
    expect(first).toMatchObject({ ok: true, view: { type: "home" } });
    expect(await api("views.publish", { user_id: anna, view: home, hash: "old" })).toMatchObject({
      error: "hash_conflict",
    });
    const again = await api("views.publish", { user_id: anna, view: { ...home, blocks: [] } });
    expect((again.view as { id: string }).id).toBe((first.view as { id: string }).id);
    expect(await api("views.publish", { user_id: "U404", view: home })).toMatchObject({
      error: "invalid_arguments",
    });
    expect(await api("views.publish", { user_id: anna, view: modal() })).toMatchObject({
      error: "invalid_arguments",
    });
  });
});
