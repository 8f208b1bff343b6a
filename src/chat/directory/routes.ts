import type { ActionRoute, Route, Turn } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import { isOutside } from "./access.ts";
import { blockedRoute, doorRoute } from "./at-the-door.ts";
import { approveForm, refuseForm } from "./decide-forms.ts";
import { dutyRoutes } from "./duty/duty-routes.ts";
import { setupCommand } from "./first-steps/first-steps.ts";
import { tellHowToJoin } from "./how-to-join.ts";
import { inviteActions, inviteCommand } from "./invite.ts";
import { isCode, joinByCode } from "./join-by-code.ts";
import { askForm, codeForm } from "./join-forms.ts";
import { languageRoutes } from "./language.ts";
import { lettersRoutes } from "./letters.ts";
import { personRoutes } from "./people/person-routes.ts";
import { profileRoutes } from "./profile/profile-routes.ts";
import { mappingRoutes } from "./register/mapping-routes.ts";
import { registerActions } from "./register/register-actions.ts";
import { registerFileRoute } from "./register/register-file.ts";
import { settingsRoutes } from "./settings-form.ts";
import { onCallCommand, roleCommand } from "./staff-commands.ts";
import { moveOutRoutes } from "./units/move-out-routes.ts";
import { datesForm, moveOutForm, sharesForm, verifyForm } from "./units/occupancy-forms.ts";
import { unitRoutes } from "./units/unit-command.ts";
import { addPersonForm, factsForm } from "./units/unit-forms.ts";
import { welcomeView } from "./welcome.ts";
import { whoGetsForm } from "./who-gets-form.ts";

const formButton = (name: string, form: string): ActionRoute => ({
  kind: "action",
  name,
  opens: form,
  handle: ({ respond }, args) => respond.openForm(form, ...args),
});

/** By the buttons of a unit's card. */
const unitForms = {
  "dr.uver": verifyForm,
  "dr.ushr": sharesForm,
  "dr.udat": datesForm,
  "dr.uout": moveOutForm,
  "dr.uset": factsForm,
  "dr.uadd": addPersonForm,
};

/** Takes what a /start link carries, when it is its own. */
export type StartLink = (turn: Turn, payload: string) => Promise<boolean>;

const startCommand = (links: readonly StartLink[]): Route => ({
  kind: "command",
  name: "start",
  platforms: ["telegram"],
  audience: "everybody",
  description: "directory.command.start",
  handle: async (turn, payload) => {
    const { work, respond, event } = turn;
    if (event.chat.kind !== "private") return;
    if (isCode(payload)) return joinByCode(turn, payload);
    if (isOutside(work.actor) || work.actor.kind !== "person") return tellHowToJoin(turn);
    for (const follow of links) if (await follow(turn, payload)) return;
    respond.replyPrivately(await welcomeView(work, work.actor.personId));
  },
});

const joinCommand: Route = {
  kind: "command",
  name: "join",
  platforms: ["telegram", "slack"],
  audience: "everybody",
  description: "directory.command.join",
  handle: async (turn, code) => {
    if (turn.event.platform === "telegram" && turn.event.chat.kind !== "private") {
      return turn.respond.notice(t("directory.door.privately"));
    }
    if (code.trim() !== "") return joinByCode(turn, code);
    tellHowToJoin(turn);
  },
};

/** Everything about joining, invites, roles and languages. Goes before the other areas: its fallbacks guard the door. */
export const directoryRoutes = (settings: ChatSettings, links: readonly StartLink[] = []): Route[] => [
  startCommand(links),
  joinCommand,
  inviteCommand(settings),
  ...lettersRoutes(settings),
  setupCommand,
  roleCommand,
  onCallCommand(settings),
  ...unitRoutes,
  ...moveOutRoutes,
  ...personRoutes,
  ...dutyRoutes,
  ...profileRoutes,
  ...languageRoutes,
  ...settingsRoutes,
  formButton("dr.code", codeForm.id),
  formButton("dr.ask", askForm.id),
  formButton("dr.yes", approveForm.id),
  formButton("dr.no", refuseForm.id),
  formButton("dr.who", whoGetsForm.id),
  ...Object.entries(unitForms).map(([name, form]) => formButton(name, form.id)),
  ...inviteActions(settings),
  ...[codeForm, askForm, approveForm, refuseForm, whoGetsForm, ...Object.values(unitForms)].map(
    (form): Route => ({ kind: "form", form }),
  ),
  ...registerActions,
  ...mappingRoutes,
  blockedRoute,
  doorRoute,
  registerFileRoute(settings),
];
