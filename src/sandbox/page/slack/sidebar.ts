import { app, onPart } from "../app.ts";
import { byId, fill, h, keep } from "../dom.ts";
import { unread } from "../seen.ts";
import { inOwn, language, say } from "../words.ts";
import { face } from "./names.ts";
import { actAs, openHome, openPlace } from "./places.ts";

const drawSidebar = (): void => {
  const { overview } = app;
  const { screen, user } = app.slack;
  if (!overview) return;
  drawManager();
  const places = screen?.places ?? [];
  const counts = unread(
    overview.epoch,
    places.map(({ id, incoming }) => ({ id: `s${user}${id}`, incoming })),
    [`s${user}${screen?.channel ?? ""}`],
  );
  keep(
    byId("sl-places"),
    places.map((place) => {
      const isOpen = place.id === screen?.channel;
      const count = counts.get(`s${user}${place.id}`) ?? 0;
      return {
        key: place.id,
        version: JSON.stringify([place.name, isOpen, count, language()]),
        make: () =>
          h(
            "button",
            {
              type: "button",
              class: `sl-place ${isOpen ? "open" : ""} ${count > 0 ? "unread" : ""}`,
              "aria-current": isOpen ? "true" : null,
              onclick: () => (place.kind === "direct" ? openHome(place.id) : openPlace(place.id)),
            },
            place.kind === "channel" ? "# " : face(overview.people.find(({ isBot }) => isBot)?.id),
            place.name,
            count > 0
              ? h("span", { class: "badge", "aria-label": say("sandbox.page.unread", { count }) }, count)
              : null,
          ),
      };
    }),
  );
};

const drawManager = (): void => {
  const managers = (app.overview?.people ?? []).filter(({ isManager }) => isManager);
  keep(byId("sl-manager"), [
    {
      key: "manager",
      version: JSON.stringify([managers, app.slack.user, language()]),
      make: () =>
        h(
          "label",
          null,
          face(app.slack.user),
          h(
            "select",
            {
              "aria-label": say("sandbox.slack.manager"),
              onchange: (event: Event) => actAs((event.target as HTMLSelectElement).value),
            },
            managers.map(({ id, realName, note }) =>
              h("option", { value: id, title: inOwn(note), selected: id === app.slack.user }, realName),
            ),
          ),
        ),
    },
  ]);
};

export const startSidebar = (): void => {
  fill(byId("sl-team"), h("b", null, "Domovoy"));
  onPart("slack", drawSidebar);
  onPart("overview", drawSidebar);
};
