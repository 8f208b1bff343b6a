import { type OwnContact, ownContacts } from "../../core/contacts/own-contacts.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { inRows } from "../in-rows.ts";
import type { ChatSettings } from "../settings.ts";
import { joined, plain, type Text, t } from "../text.ts";
import type { Button, View } from "../view.ts";
import { clockTime, contactWord, wayOfContact } from "./words.ts";

/** How a person is told: the ways in order, the quiet hours, the digest, and what can be done about them. */
export const settingsView = async (work: Work, personId: string, settings: ChatSettings): Promise<View> => {
  const contacts = await ownContacts(work, personId);
  const [person, preference] = await Promise.all([
    work.tx.person.findUniqueOrThrow({
      where: { id: personId },
      select: { quietFrom: true, quietTo: true },
    }),
    work.tx.notificationPreference.findUnique({ where: { personId } }),
  ]);
  const on = settings.waysOn ?? new Set();
  const quiet =
    person.quietFrom === null || person.quietTo === null
      ? t("contacts.settings.quiet-usual")
      : quietWord(person.quietFrom, person.quietTo);
  const digest = preference?.digest ?? false;
  return {
    blocks: [
      { type: "heading", text: t("contacts.settings.title") },
      { type: "text", text: t("contacts.settings.intro") },
      { type: "list", items: contacts.map((contact, index) => contactLine(contact, index, on)) },
      {
        type: "fields",
        fields: [
          { label: t("contacts.settings.quiet"), value: quiet },
          {
            label: t("contacts.settings.digest"),
            value: t(`contacts.settings.digest-${digest ? "on" : "off"}`),
          },
        ],
      },
      { type: "note", text: t("contacts.settings.emergencies") },
    ],
    buttons: [
      ...inRows(addButtons(on), 3),
      ...(contacts.length > 1
        ? [[{ label: t("contacts.button.order"), do: { action: action("ch.ways") } }]]
        : []),
      [
        { label: t("contacts.button.kinds"), do: { action: action("ch.kinds") } },
        { label: t("contacts.button.quiet"), do: { action: action("ch.quiet") } },
      ],
      [
        {
          label: t(`contacts.button.digest-${digest ? "off" : "on"}`),
          do: { action: action("ch.dig", digest ? "off" : "on") },
        },
      ],
    ],
  };
};

export const quietWord = (from: number, to: number): Text =>
  from === to
    ? t("contacts.settings.quiet-none")
    : t("contacts.settings.quiet-from-to", { from: clockTime(from), to: clockTime(to) });

const addButtons = (on: ReadonlySet<string>): Button[] => [
  ...(on.has("email") ? [{ label: t("contacts.button.add-email"), do: { action: action("ch.mail") } }] : []),
  ...(on.has("sms") ? [{ label: t("contacts.button.add-phone"), do: { action: action("ch.phone") } }] : []),
  ...(on.has("push") ? [{ label: t("contacts.button.add-push"), do: { action: action("ch.push") } }] : []),
];

const contactLine = (contact: OwnContact, index: number, on: ReadonlySet<string>): Text => {
  const state = contact.ended
    ? t(`contacts.state.${contact.ended}`)
    : !on.has(wayOfContact(contact.kind))
      ? t("contacts.state.off")
      : contact.confirmed
        ? null
        : t("contacts.state.unconfirmed");
  const named = joined(". ", plain(String(index + 1)), contactWord(contact));
  return state ? joined(" — ", named, state) : named;
};

/** The ways with what moves and removes each. */
export const waysView = async (work: Work, personId: string): Promise<View> => {
  const contacts = await ownContacts(work, personId);
  return {
    blocks: [
      { type: "heading", text: t("contacts.order.title") },
      { type: "text", text: t("contacts.order.intro") },
      {
        type: "list",
        items: contacts.map((contact, index) => joined(". ", plain(String(index + 1)), contactWord(contact))),
      },
    ],
    buttons: [
      ...contacts.map((contact, index): Button[] => [
        { label: plain(`↑ ${index + 1}`), do: { action: action("ch.move", contact.id, "up") } },
        { label: plain(`↓ ${index + 1}`), do: { action: action("ch.move", contact.id, "down") } },
        ...(contact.id === "telegram"
          ? []
          : [
              {
                label: t("contacts.button.remove", { number: index + 1 }),
                do: { action: action("ch.drop", contact.id) },
                style: "danger" as const,
                confirm: t("contacts.order.confirm-removal"),
              },
            ]),
      ]),
      backRow,
    ],
  };
};

export const backRow: Button[] = [{ label: t("contacts.button.back"), do: { action: action("ch.menu") } }];
