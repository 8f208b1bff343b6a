import type { Outcome } from "../../core/outcome.ts";
import { confirmRequest } from "../../core/requests/confirm-request.ts";
import { placeRequest } from "../../core/requests/place-request.ts";
import { rateRequest } from "../../core/requests/rate-request.ts";
import { resumeRequest } from "../../core/requests/resume-request.ts";
import { startRequest } from "../../core/requests/start-request.ts";
import { takeRequest } from "../../core/requests/take-request.ts";
import { unpauseRequest } from "../../core/requests/unpause-request.ts";
import type { Work } from "../../core/work/work.ts";
import type { ActionRoute, Audience, Route } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import { duplicateRoutes } from "./duplicates/routes.ts";
import { deferForm } from "./forms/defer-form.ts";
import { endedForm } from "./forms/ended-form.ts";
import { fileForForm } from "./forms/file-for-form.ts";
import { newRequestForm } from "./forms/new-request-form.ts";
import { answerForm, ratingReasonForm, returnForm } from "./forms/resident-forms.ts";
import { askForm, assignForm, declineForm, doneForm, pauseForm, replyForm } from "./forms/staff-forms.ts";
import { whereToForm } from "./forms/where-to-form.ts";
import { homeView } from "./home.ts";
import { incomingRoutes } from "./incoming.ts";
import { isListName, listNames, listView, searchView } from "./lists.ts";
import { newByCommand } from "./new-by-command.ts";
import { limitRoutes } from "./rules/limit-command.ts";
import { ruleRoutes } from "./rules/routes.ts";
import { settleNotice } from "./settle-notice.ts";
import { showFiles } from "./show-files.ts";
import { showRequest } from "./show-request.ts";
import { refusalText } from "./words.ts";
import { workRoutes } from "./work/routes.ts";

const forms = [
  newRequestForm,
  fileForForm,
  whereToForm,
  endedForm,
  answerForm,
  returnForm,
  ratingReasonForm,
  askForm,
  replyForm,
  assignForm,
  deferForm,
  doneForm,
  declineForm,
  pauseForm,
];

/** A button that does something at once; a refusal is told to the one who pressed. */
const actRoute = (
  name: string,
  act: (work: Work, requestId: string) => Promise<Outcome<unknown, string>>,
): ActionRoute => ({
  kind: "action",
  name: `rq.${name}`,
  handle: async ({ work, respond }, [requestId = ""]) => {
    const outcome = await act(work, requestId);
    respond.notice(
      outcome.ok ? t(`requests.did.${name}`) : refusalText(outcome),
      outcome.ok ? "info" : "alert",
    );
  },
});

const formButton = (name: string, form = `request.${name}`): ActionRoute => ({
  kind: "action",
  name: `rq.${name}`,
  opens: form,
  handle: ({ respond }, args) => respond.openForm(form, ...args),
});

const findCommand = (platform: "telegram" | "slack", audience: Audience): Route => ({
  kind: "command",
  name: "find",
  platforms: [platform],
  audience,
  description: "requests.command.find",
  handle: async ({ work, respond }, text) => {
    const query = [...text.trim()].slice(0, maxQuery).join("");
    if (query === "") return respond.notice(t(`requests.list.what-to-find-${platform}`), "alert");
    respond.show(await searchView(work, query, 1));
  },
});

/** Characters of a search; the rest would only make buttons long. */
const maxQuery = 100;

/** Everything that people do with requests. */
export const requestRoutes = (settings: ChatSettings): Route[] => [
  ...forms.map((form): Route => ({ kind: "form", form })),
  {
    kind: "command",
    name: "new",
    platforms: ["telegram"],
    audience: "resident",
    description: "requests.command.new",
    handle: newByCommand,
  },
  {
    kind: "command",
    name: "new",
    platforms: ["slack"],
    audience: "staff",
    description: "requests.command.file-for",
    opens: "request.file-for",
    handle: ({ respond }, text) => respond.openForm("request.file-for", text),
  },
  {
    kind: "command",
    name: "requests",
    platforms: ["telegram"],
    audience: "resident",
    description: "requests.command.own",
    handle: async ({ work, respond }) => respond.show(await listView(work, "own", 1)),
  },
  ...listNames
    .filter((name) => name !== "own")
    .map(
      (name): Route => ({
        kind: "command",
        name,
        platforms: ["slack"],
        audience: "staff",
        description: `requests.command.${name}`,
        handle: async ({ work, respond }) => respond.show(await listView(work, name, 1)),
      }),
    ),
  {
    kind: "command",
    name: "mine",
    platforms: ["telegram"],
    audience: "contractor",
    description: "requests.command.mine",
    handle: async ({ work, respond }) => respond.show(await listView(work, "mine", 1)),
  },
  findCommand("telegram", "resident"),
  findCommand("slack", "staff"),
  {
    kind: "action",
    name: "rq.list",
    handle: async ({ work, respond }, [name = "", page]) => {
      if (isListName(name)) respond.show(await listView(work, name, Number(page) || 1));
    },
  },
  {
    kind: "action",
    name: "rq.find",
    handle: async ({ work, respond }, [page, query = ""]) =>
      respond.show(await searchView(work, query, Number(page) || 1)),
  },
  {
    kind: "action",
    name: "rq.show",
    handle: (turn, [requestId = "", ...from]) => showRequest(turn, requestId, from),
  },
  { kind: "action", name: "rq.files", handle: (turn, [requestId = ""]) => showFiles(turn, requestId) },
  actRoute("take", (work, requestId) => takeRequest(work, { requestId })),
  actRoute("start", (work, requestId) => startRequest(work, { requestId })),
  actRoute("resume", (work, requestId) => resumeRequest(work, { requestId })),
  actRoute("unpause", (work, requestId) => unpauseRequest(work, { requestId })),
  {
    kind: "action",
    name: "rq.place",
    handle: async ({ work, respond }, [requestId = "", unitId = null]) => {
      const outcome = await placeRequest(work, { requestId, unitId });
      respond.notice(
        outcome.ok ? t("requests.did.place") : refusalText(outcome),
        outcome.ok ? "info" : "alert",
      );
    },
  },
  {
    kind: "action",
    name: "rq.confirm",
    handle: async (turn, [requestId = ""]) => {
      const outcome = await confirmRequest(turn.work, { requestId });
      if (!outcome.ok) return turn.respond.notice(refusalText(outcome), "alert");
      turn.respond.notice(t("requests.did.confirm"));
      await settleNotice(turn, requestId, "done");
    },
  },
  ...["assign", "ask", "reply", "defer", "decline", "done", "pause", "answer", "return"].map((name) =>
    formButton(name),
  ),
  {
    kind: "action",
    name: "rq.rate",
    handle: async (turn, [requestId = "", rating]) => {
      const { work, respond } = turn;
      const outcome = await rateRequest(work, { requestId, rating: Number(rating) });
      if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
      respond.notice(t("requests.did.rate"));
      await settleNotice(turn, requestId, "closed");
      if (Number(rating) < 5) await respond.openForm("request.rating-reason", requestId);
    },
  },
  {
    kind: "fallback",
    name: "home",
    handle: async ({ work, event, respond }) => {
      if (event.type !== "home-opened") return false;
      respond.home(await homeView(work));
      return true;
    },
  },
  ...duplicateRoutes,
  ...ruleRoutes,
  ...limitRoutes,
  ...workRoutes,
  ...incomingRoutes(settings),
];
