import { confirmAnnouncement } from "../../core/announcements/confirm-announcement.ts";
import { listAnnouncements } from "../../core/announcements/list-announcements.ts";
import {
  cancelAnnouncement,
  pauseAnnouncement,
  resumeAnnouncement,
} from "../../core/announcements/steer-announcement.ts";
import type { Outcome } from "../../core/outcome.ts";
import type { Work } from "../../core/work/work.ts";
import type { ActionRoute, Route, Turn } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import type { Text, Translate } from "../text.ts";
import { t } from "../text.ts";
import { alertRoutes } from "./alerts-command.ts";
import { categoryMeant } from "./category-words.ts";
import { correctForm } from "./correct-form.ts";
import { offForm, restoredForm } from "./follow-forms.ts";
import { listView } from "./list-view.ts";
import { newsView, showNews } from "./news.ts";
import { orderPaper, orderReport } from "./order-documents.ts";
import { seenAction } from "./seen.ts";
import { announcementSettingsForm } from "./settings-form.ts";
import { testForm } from "./test-form.ts";
import { refusalText } from "./words.ts";
import { editForm, writeForm } from "./write-form.ts";

const formButton = (name: string, form: string): ActionRoute => ({
  kind: "action",
  name: `an.${name}`,
  opens: form,
  handle: ({ respond }, args) => respond.openForm(form, ...args),
});

/** A button that does something at once; a refusal is told to the one who pressed. */
const actRoute = <Value>(
  name: string,
  act: (work: Work, input: { announcementId: string; seen: string }) => Promise<Outcome<Value, string>>,
  said: (value: Value) => Text,
): ActionRoute => ({
  kind: "action",
  name: `an.${name}`,
  handle: async ({ work, respond }, [announcementId = "", seen = ""]) => {
    const outcome = await act(work, { announcementId, seen });
    respond.notice(outcome.ok ? said(outcome.value) : refusalText(outcome), outcome.ok ? "info" : "alert");
  },
});

const news = async ({ work, respond }: Turn, words: string, page: number): Promise<void> => {
  if (work.actor.kind !== "person") return respond.notice(t("announcements.refusal.not-found"), "alert");
  respond.show(await newsView(work, work.actor, words, page));
};

const list = async ({ work, respond }: Turn, page: number): Promise<void> =>
  respond.show(listView(await listAnnouncements(work.tx, work.vault, work.actor, { page, size: 8 })));

/** Everything that people do with announcements. */
export const announcementRoutes = (translate: Translate, settings: ChatSettings): Route[] => [
  ...[
    writeForm(translate),
    editForm(translate),
    correctForm(translate),
    restoredForm(translate),
    offForm(translate),
    announcementSettingsForm,
    testForm(settings),
  ].map((form): Route => ({ kind: "form", form })),
  {
    kind: "command",
    name: "announce",
    platforms: ["slack"],
    audience: "staff",
    description: "announcements.command.announce",
    opens: "announcement.write",
    handle: ({ respond }, text) => respond.openForm("announcement.write", categoryMeant(text) ?? ""),
  },
  {
    kind: "command",
    name: "announcements",
    platforms: ["slack"],
    audience: "staff",
    description: "announcements.command.announcements",
    handle: (turn) => list(turn, 1),
  },
  {
    kind: "command",
    name: "news",
    platforms: ["telegram"],
    audience: "resident",
    description: "announcements.command.news",
    handle: (turn, words) => news(turn, words, 1),
  },
  {
    kind: "action",
    name: "an.news",
    handle: (turn, [page, words = ""]) => news(turn, words, Number(page) || 1),
  },
  { kind: "action", name: "an.list", handle: (turn, [page]) => list(turn, Number(page) || 1) },
  { kind: "action", name: "an.show", handle: (turn, args) => showNews(turn, args) },
  seenAction,
  actRoute("send", confirmAnnouncement, ({ state }) => t(`announcements.did.${state}`)),
  actRoute("pause", pauseAnnouncement, () => t("announcements.did.paused")),
  actRoute("resume", resumeAnnouncement, () => t("announcements.did.resumed")),
  actRoute("cancel", cancelAnnouncement, ({ told }) =>
    told > 0 ? t("announcements.did.cancelled-told", { count: told }) : t("announcements.did.cancelled"),
  ),
  actRoute("report", orderReport, () => t("announcements.did.report")),
  actRoute("paper", orderPaper, () => t("announcements.did.paper")),
  formButton("write", "announcement.write"),
  formButton("test", "announcement.test"),
  formButton("edit", "announcement.edit"),
  formButton("correct", "announcement.correct"),
  formButton("restored", "announcement.restored"),
  formButton("off", "announcement.off"),
  formButton("settings", "announcement.settings"),
  ...alertRoutes,
];
