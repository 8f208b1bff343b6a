import { type NotificationKind, notificationKinds, type WayName } from "../../core/contacts/kinds.ts";
import { companyDefaults, isKind, isWay } from "../../core/contacts/load-reach.ts";
import { ownContacts } from "../../core/contacts/own-contacts.ts";
import { defaultsFor } from "../../core/contacts/ways-to.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { joined, type Text, t } from "../text.ts";
import type { View } from "../view.ts";
import { backRow } from "./settings-view.ts";
import { wayOfContact, wayWord } from "./words.ts";

interface KindSetting {
  kind: NotificationKind;
  /** Whether it may be turned off. */
  optOut: boolean;
  /** Those of the person's ways that the kind uses, and whether each is turned off. */
  ways: { way: WayName; muted: boolean }[];
}

const settingsOf = async (work: Work, companyId: string, personId: string): Promise<KindSetting[]> => {
  const contacts = await ownContacts(work, personId);
  const rows = await work.tx.notificationSetting.findMany({ where: { personId } });
  const muted = rows.flatMap(({ kind, way }) => (isKind(kind) && isWay(way) ? [{ kind, way }] : []));
  const own = [...new Set(contacts.map(({ kind }) => wayOfContact(kind)))];
  return Promise.all(
    notificationKinds.map(async (kind) => {
      const defaults = defaultsFor(kind, await companyDefaults(work.tx, companyId, kind));
      return {
        kind,
        optOut: defaults.optOut,
        ways: own
          .filter((way) => defaults.ways.includes(way))
          .map((way) => ({ way, muted: muted.some((one) => one.kind === kind && one.way === way) })),
      };
    }),
  );
};

/** What comes by which way: a line for each kind, and a button for each that can be changed. */
export const kindsView = async (work: Work, companyId: string, personId: string): Promise<View> => {
  const settings = await settingsOf(work, companyId, personId);
  return {
    blocks: [
      { type: "heading", text: t("contacts.kinds.title") },
      {
        type: "fields",
        fields: settings.map((setting) => ({ label: kindWord(setting.kind), value: waysWord(setting) })),
      },
      { type: "note", text: t("contacts.settings.emergencies") },
    ],
    buttons: [
      ...settings
        .filter(({ optOut }) => optOut)
        .map(({ kind }) => [{ label: kindWord(kind), do: { action: action("ch.kind", kind) } }]),
      backRow,
    ],
  };
};

/** One kind: a button for each way that turns it on or off. */
export const kindView = async (
  work: Work,
  companyId: string,
  personId: string,
  kind: NotificationKind,
): Promise<View> => {
  const settings = await settingsOf(work, companyId, personId);
  const ways = settings.find((one) => one.kind === kind)?.ways ?? [];
  return {
    blocks: [
      { type: "heading", text: kindWord(kind) },
      { type: "text", text: t(`contacts.kinds.about.${kind}`) },
      { type: "text", text: t("contacts.kinds.press") },
    ],
    buttons: [
      ...ways.map(({ way, muted }) => [
        {
          label: t(`contacts.kinds.way-${muted ? "off" : "on"}`, { way: wayWord(way) }),
          do: { action: action("ch.set", kind, way, muted ? "on" : "off") },
        },
      ]),
      [{ label: t("contacts.button.back"), do: { action: action("ch.kinds") } }],
    ],
  };
};

export const kindWord = (kind: NotificationKind): Text => t(`contacts.kinds.name.${kind}`);

const waysWord = ({ optOut, ways }: KindSetting): Text => {
  if (!optOut) return t("contacts.kinds.always");
  const open = ways.filter(({ muted }) => !muted).map(({ way }) => wayWord(way));
  return open.length === 0 ? t("contacts.kinds.nothing") : joined(", ", ...open);
};
