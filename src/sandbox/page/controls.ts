import { post } from "./api.ts";
import { app, onPart, readOverview, readSlack, readTelegram } from "./app.ts";
import { byId, fill, h } from "./dom.ts";
import { dayAndTime } from "./times.ts";
import { attempt, dialog } from "./toast.ts";
import type { FaultName } from "./wire.ts";
import { say } from "./words.ts";

const hour = 3_600_000;
const moves = [
  ["hour", hour],
  ["day", 24 * hour],
  ["week", 7 * 24 * hour],
] as const;
const faults: readonly FaultName[] = ["telegram-429", "slack-down"];

let readAt = 0;

const moveClock = (ms: number): void => {
  const box = byId("clock");
  if (box.classList.contains("waiting")) return;
  box.classList.add("waiting");
  attempt(() =>
    post("clock", { ms })
      .then(() => Promise.all([readOverview(), readTelegram(), readSlack()]))
      .finally(() => box.classList.remove("waiting")),
  );
};

const drawTime = (): void => {
  if (!app.overview) return;
  const passed = app.overview.progress ? 0 : performance.now() - readAt;
  byId("clock-time").textContent = dayAndTime(app.overview.now + passed);
};

const drawState = (): void => {
  const { overview } = app;
  if (!overview) return;
  readAt = performance.now();
  drawTime();
  const bar = byId("progress");
  const isBusy = !overview.ready || overview.progress !== null;
  bar.hidden = !isBusy;
  document.body.classList.toggle("busy", isBusy);
  const { done = 0, total = 0 } = overview.progress ?? {};
  fill(
    bar,
    h("span", null, say(total > 0 ? "sandbox.page.month" : "sandbox.page.opening")),
    h("progress", {
      max: total || 1,
      value: total > 0 ? done : null,
      "aria-label": say("sandbox.page.opening"),
    }),
  );
  for (const name of faults) {
    const box = document.getElementById(`fault-${name}`);
    if (box instanceof HTMLInputElement) box.checked = overview.faults.includes(name);
  }
  byId("faults").classList.toggle("on", overview.faults.length > 0);
};

const drawFaults = (): void => {
  fill(
    byId("faults"),
    h("summary", { role: "button" }, say("sandbox.faults.title")),
    h(
      "div",
      { class: "menu-list wide" },
      faults.map((name) =>
        h(
          "label",
          { class: "switch" },
          h("input", {
            type: "checkbox",
            id: `fault-${name}`,
            onchange: (event: Event) =>
              attempt(async () => {
                await post("fault", { name, on: (event.target as HTMLInputElement).checked });
                await readOverview();
              }),
          }),
          h(
            "span",
            null,
            h("b", null, say(`sandbox.faults.${name}`)),
            h("small", null, say(`sandbox.faults.${name}-does`)),
          ),
        ),
      ),
      h("p", null, say("sandbox.faults.blocked")),
    ),
  );
};

const drawStartOver = (): void => {
  const button = byId("start-over");
  button.textContent = say("sandbox.page.start-over");
  button.title = say("sandbox.page.start-over");
  button.onclick = () =>
    void dialog(say("sandbox.page.start-over"), say("sandbox.page.start-over-asks"), [
      { label: say("sandbox.page.cancel") },
      {
        label: say("sandbox.page.start-over"),
        style: "danger",
        run: () =>
          attempt(async () => {
            const answered = post("start-over", {});
            await readOverview();
            await answered;
            await readOverview();
          }),
      },
    ]);
};

/** Clock, faults and start over. */
export const startControls = (): void => {
  fill(
    byId("clock"),
    h("span", { class: "unseen" }, say("sandbox.clock.title")),
    h("time", { id: "clock-time" }),
    moves.map(([name, ms]) =>
      h(
        "button",
        { type: "button", title: say("sandbox.clock.move"), onclick: () => moveClock(ms) },
        say(`sandbox.clock.${name}`),
      ),
    ),
  );
  drawFaults();
  drawStartOver();
  onPart("overview", drawState);
  setInterval(drawTime, 5000);
};

/** A menu closes when one presses beside it or Esc. */
export const closeMenusOutside = (): void => {
  const close = (except: Node | null): void => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]"))
      if (!except || !menu.contains(except)) menu.open = false;
  };
  document.addEventListener("click", (event) => close(event.target as Node));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(null);
  });
};
