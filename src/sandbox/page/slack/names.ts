import { app } from "../app.ts";
import { h } from "../dom.ts";
import type { SlackPerson } from "../wire.ts";

const colours = ["#1264a3", "#2b7a4b", "#9c3d76", "#8a5a00", "#5b4db1"];

export const personOf = (id: string | undefined): SlackPerson | undefined =>
  app.overview?.people.find((person) => person.id === id);

export const nameOf = (id: string | undefined): string => {
  if (id === "USLACKBOT") return "Slackbot";
  const person = personOf(id);
  return person?.isBot ? "Domovoy" : (person?.realName ?? id ?? "");
};

export const channelName = (id: string): string =>
  app.slack.screen?.places.find((place) => place.id === id)?.name ?? id;

/** The square picture of a member of the workspace. */
export const face = (id: string | undefined): HTMLElement => {
  const person = personOf(id);
  const index = app.overview?.people.findIndex((each) => each.id === id) ?? 0;
  const shade = person?.isBot ? "#2f5d50" : colours[Math.max(0, index) % colours.length];
  return h(
    "span",
    { class: "face", style: `--shade:${shade}`, "aria-hidden": "true" },
    nameOf(id)
      .split(" ")
      .filter(Boolean)
      .slice(0, 2)
      .map((word) => word[0])
      .join(""),
  );
};
