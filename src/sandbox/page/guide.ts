import { post } from "./api.ts";
import { app, onPart, readOverview } from "./app.ts";
import { byId, h, icon, keep } from "./dom.ts";
import { attempt } from "./toast.ts";
import { language, say } from "./words.ts";

const hiddenKey = "domovoy-guide-hidden";

const draw = (): void => {
  const steps = app.overview?.guide ?? [];
  const isHidden = localStorage.getItem(hiddenKey) === "yes";
  const strip = byId("guide");
  strip.hidden = steps.length === 0 || isHidden;
  byId("guide-show").hidden = steps.length === 0 || !isHidden;
  const next = steps.find(({ done }) => !done);
  const count = steps.filter(({ done }) => done).length;
  keep(strip, [
    {
      key: "guide",
      version: JSON.stringify([steps, language()]),
      make: () =>
        h(
          "div",
          { class: "guide" },
          h("h2", null, say("sandbox.guide.title"), h("small", null, `${count}/${steps.length}`)),
          h(
            "ol",
            null,
            steps.map(({ id, done }) =>
              h(
                "li",
                {
                  class: `${done ? "done" : ""} ${id === next?.id ? "next" : ""}`,
                  "data-step": id,
                  "aria-current": id === next?.id ? "step" : null,
                },
                h("span", { class: "tick" }, done ? icon("check") : null),
                h("span", null, say(`sandbox.guide.step.${id}`)),
                done ? h("span", { class: "unseen" }, say("sandbox.guide.is-done")) : null,
              ),
            ),
          ),
          h(
            "p",
            { "aria-live": "polite" },
            next ? say(`sandbox.guide.how.${next.id}`) : say("sandbox.guide.all-done"),
          ),
          h(
            "div",
            { class: "guide-tools" },
            next === undefined
              ? h(
                  "button",
                  {
                    type: "button",
                    onclick: () =>
                      attempt(async () => {
                        await post("restart-guide", {});
                        await readOverview();
                      }),
                  },
                  say("sandbox.guide.again"),
                )
              : null,
            h("button", { type: "button", onclick: () => setHidden(true) }, say("sandbox.guide.hide")),
          ),
        ),
    },
  ]);
};

const setHidden = (isHidden: boolean): void => {
  localStorage.setItem(hiddenKey, isHidden ? "yes" : "no");
  draw();
};

export const startGuide = (): void => {
  const show = byId("guide-show");
  show.textContent = say("sandbox.guide.title");
  show.onclick = () => setHidden(false);
  onPart("overview", draw);
};
