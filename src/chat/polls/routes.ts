import type { Route } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { newPollForm } from "./forms/new-poll-form.ts";
import { optionForm, proposeForm } from "./forms/resident-forms.ts";
import { pollSettingsForm } from "./forms/settings-form.ts";
import { pollStaffForms } from "./forms/staff-forms.ts";
import { residentPollsView, staffPollsView } from "./lists.ts";
import { steerRoutes } from "./steer-routes.ts";
import { voteRoutes } from "./vote-routes.ts";

const forms = [newPollForm, ...pollStaffForms, proposeForm, optionForm, pollSettingsForm];

/** Everything that people do with polls. */
export const pollRoutes = (settings: ChatSettings): Route[] => [
  ...forms.map((form): Route => ({ kind: "form", form })),
  {
    kind: "command",
    name: "poll",
    platforms: ["slack"],
    audience: "staff",
    description: "polls.command.new",
    opens: newPollForm.id,
    handle: ({ respond }) => respond.openForm(newPollForm.id),
  },
  {
    kind: "command",
    name: "polls",
    platforms: ["slack"],
    audience: "staff",
    description: "polls.command.all",
    handle: async ({ work, respond }) => respond.show(await staffPollsView(work)),
  },
  {
    kind: "command",
    name: "poll",
    platforms: ["telegram"],
    audience: "resident",
    description: "polls.command.propose",
    handle: async ({ event, respond }) => {
      if (event.chat.kind === "private") await respond.openForm(proposeForm.id);
    },
  },
  {
    kind: "command",
    name: "polls",
    platforms: ["telegram"],
    audience: "resident",
    description: "polls.command.own",
    handle: async ({ work, respond }) => respond.show(await residentPollsView(work)),
  },
  {
    kind: "action",
    name: "pl.new",
    opens: newPollForm.id,
    handle: ({ respond }) => respond.openForm(newPollForm.id),
  },
  {
    kind: "action",
    name: "pl.settings",
    opens: pollSettingsForm.id,
    handle: ({ respond }) => respond.openForm(pollSettingsForm.id),
  },
  ...voteRoutes,
  ...steerRoutes(settings),
];
