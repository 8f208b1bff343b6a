import { byId, fill, h } from "./dom.ts";
import { say } from "./words.ts";

const tabs = ["telegram", "slack", "log"] as const;
type Tab = (typeof tabs)[number];

let open: Tab = "telegram";

const show = (tab: Tab): void => {
  open = tab;
  document.body.dataset.tab = tab;
  for (const button of byId("tabs").querySelectorAll("button"))
    button.setAttribute("aria-current", String(button.dataset.tab === tab));
};

/** On a phone one pane fits at a time. */
export const drawTabs = (): void => {
  fill(
    byId("tabs"),
    tabs.map((tab) =>
      h("button", { type: "button", "data-tab": tab, onclick: () => show(tab) }, say(`sandbox.tab.${tab}`)),
    ),
  );
  show(open);
};
