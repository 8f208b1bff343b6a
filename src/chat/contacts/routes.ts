import { moveContact, removeContact } from "../../core/contacts/change-contacts.ts";
import { setDigest, setNotification, setQuietHours } from "../../core/contacts/change-notifications.ts";
import { signToken } from "../../core/contacts/contact-token.ts";
import { isKind, isWay } from "../../core/contacts/load-reach.ts";
import { beginPush } from "../../core/contacts/subscribe-push.ts";
import type { Outcome } from "../../core/outcome.ts";
import { action } from "../action.ts";
import type { ActionRoute, Route, Turn } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { plain, t } from "../text.ts";
import type { View } from "../view.ts";
import { codeForm, emailForm, phoneForm, quietForm } from "./contact-forms.ts";
import { kindsView, kindView } from "./kinds-view.ts";
import { backRow, quietWord, settingsView, waysView } from "./settings-view.ts";
import { smsRoutes } from "./sms-command.ts";
import { refusalText } from "./words.ts";

/** How people are told: their ways, what they turned off, quiet hours; and what SMS cost. */
export const contactRoutes = (settings: ChatSettings): Route[] => [
  {
    kind: "command",
    name: "notifications",
    platforms: ["telegram"],
    audience: "resident",
    description: "contacts.command",
    handle: (turn) => showOwn(turn, (work, personId) => settingsView(work, personId, settings)),
  },
  shows("ch.menu", (work, personId) => settingsView(work, personId, settings)),
  shows("ch.ways", waysView),
  {
    kind: "action",
    name: "ch.move",
    handle: async (turn, [id = "", where]) =>
      afterwards(turn, await moveContact(turn.work, { id, by: where === "up" ? -1 : 1 }), waysView),
  },
  {
    kind: "action",
    name: "ch.drop",
    handle: async (turn, [contactPointId = ""]) =>
      afterwards(turn, await removeContact(turn.work, { contactPointId }), waysView),
  },
  shows("ch.kinds", (work, personId, companyId) => kindsView(work, companyId, personId)),
  {
    kind: "action",
    name: "ch.kind",
    handle: async (turn, [kind = ""]) => {
      if (isKind(kind))
        await showOwn(turn, (work, personId, companyId) => kindView(work, companyId, personId, kind));
    },
  },
  {
    kind: "action",
    name: "ch.set",
    handle: async (turn, [kind = "", way = "", to]) => {
      if (!isKind(kind) || !isWay(way)) return;
      const set = await setNotification(turn.work, { kind, way, muted: to === "off" });
      await afterwards(turn, set, (work, personId, companyId) => kindView(work, companyId, personId, kind));
    },
  },
  shows("ch.quiet", async () => quietView),
  {
    kind: "action",
    name: "ch.qset",
    handle: async (turn, [from, to]) => {
      const quiet = from === "usual" ? null : { from: Number(from), to: Number(to) };
      const set = await setQuietHours(turn.work, { quiet });
      await afterwards(turn, set, (work, personId) => settingsView(work, personId, settings));
    },
  },
  {
    kind: "action",
    name: "ch.dig",
    handle: async (turn, [to]) => {
      const set = await setDigest(turn.work, { digest: to === "on" });
      await afterwards(turn, set, (work, personId) => settingsView(work, personId, settings));
    },
  },
  opens("ch.mail", emailForm.id),
  opens("ch.phone", phoneForm.id),
  opens("ch.qown", quietForm.id),
  pushRoute(settings),
  ...[emailForm, phoneForm, codeForm, quietForm].map((form): Route => ({ kind: "form", form })),
  ...smsRoutes,
];

type OwnView = (work: Turn["work"], personId: string, companyId: string) => Promise<View>;

const showOwn = async ({ work, respond, event }: Turn, view: OwnView): Promise<void> => {
  if (work.actor.kind !== "person") return respond.notice(t("contacts.refusal.forbidden"), "alert");
  // In a group these are nobody else's business: the answer comes in private.
  if (event.type === "tap" && event.chat.kind !== "private") return;
  respond.show(await view(work, work.actor.personId, work.actor.companyId));
};

const afterwards = async (turn: Turn, outcome: Outcome<unknown, string>, view: OwnView): Promise<void> => {
  if (!outcome.ok) return turn.respond.notice(refusalText(outcome), "alert");
  await showOwn(turn, view);
};

const shows = (name: string, view: OwnView): ActionRoute => ({
  kind: "action",
  name,
  handle: (turn) => showOwn(turn, view),
});

const opens = (name: string, form: string): ActionRoute => ({
  kind: "action",
  name,
  opens: form,
  handle: ({ respond }) => respond.openForm(form),
});

const usualHours = [
  [22, 8],
  [23, 7],
  [21, 9],
] as const;

const quietView: View = {
  blocks: [
    { type: "heading", text: t("contacts.quiet.title") },
    { type: "text", text: t("contacts.quiet.intro") },
  ],
  buttons: [
    usualHours.map(([from, to]) => ({
      label: quietWord(from * 60, to * 60),
      do: { action: action("ch.qset", String(from * 60), String(to * 60)) },
    })),
    [
      { label: t("contacts.quiet.own"), do: { action: action("ch.qown") } },
      { label: t("contacts.settings.quiet-none"), do: { action: action("ch.qset", "0", "0") } },
      { label: t("contacts.quiet.usual"), do: { action: action("ch.qset", "usual") } },
    ],
    backRow,
  ],
};

/** Telegram refuses buttons that lead to this machine itself, where Domovoy is being tried out. */
const canBeButton = (link: string): boolean => !/^https?:\/\/(localhost|127\.|\[::1\])/i.test(link);

/** The browser has to be asked on a page of ours; the link there serves once and for an hour. */
const pushRoute = (settings: ChatSettings): ActionRoute => ({
  kind: "action",
  name: "ch.push",
  handle: async (turn) => {
    const { work, respond } = turn;
    const begun = await beginPush(work);
    if (!begun.ok) return respond.notice(refusalText(begun), "alert");
    const token = signToken(work.vault, "push-page", begun.value.proofId);
    const link = `${settings.publicUrl ?? ""}/push?t=${token}`;
    respond.show({
      blocks: [
        { type: "heading", text: t("contacts.push.title") },
        { type: "text", text: t("contacts.push.intro") },
        ...(canBeButton(link) ? [] : [{ type: "text" as const, text: plain(link) }]),
        { type: "note", text: t("contacts.push.iphone") },
      ],
      buttons: [
        ...(canBeButton(link) ? [[{ label: t("contacts.push.open"), do: { url: link } }]] : []),
        backRow,
      ],
    });
  },
});
