import type { Profile } from "../../../core/directory/profile/my-profile.ts";
import { action } from "../../action.ts";
import { joined, moment, plain, type Text, t } from "../../text.ts";
import type { Block, Button, View } from "../../view.ts";
import { holdingText, unitKindWord } from "../units/unit-words.ts";
import { roleWord } from "../words.ts";
import { profileButtons } from "./profile-buttons.ts";

/** What the company knows of somebody, and what they can do about it. */
export const profileView = (profile: Profile, language: string): View => {
  const { name, contacts, units, roles } = profile;
  return {
    blocks: [
      { type: "heading", text: t("directory.profile.title") },
      {
        type: "fields",
        fields: [
          { label: t("directory.profile.name"), value: plain(name) },
          { label: t("directory.profile.language"), value: t(`directory.language.name.${language}`) },
          ...contacts.map(({ kind, value, confirmed }) => ({
            label: t(`directory.profile.contact.${kind}`),
            value: joined(
              " ",
              plain(value),
              t(confirmed ? "directory.profile.confirmed" : "directory.profile.not-confirmed"),
            ),
          })),
          { label: t("directory.profile.quiet"), value: quietText(profile) },
        ],
      },
      ...section("directory.profile.units", units.map(unitText)),
      ...section("directory.profile.roles", rolesOf(profile)),
      ...(roles.length + units.length === 0
        ? [{ type: "text" as const, text: t("directory.profile.nothing") }]
        : []),
      { type: "note", text: t("directory.profile.wrong") },
    ],
    buttons: [...profileButtons.map((row) => [...row]), ...units.map((unit) => [leaveButton(unit)])],
  };
};

const section = (title: string, items: Text[]): Block[] =>
  items.length === 0
    ? []
    : [
        { type: "text", text: t(title) },
        { type: "list", items },
      ];

const unitText = (unit: Profile["units"][number]): Text =>
  joined(
    " — ",
    joined(", ", plain(unit.address), joined(" ", unitKindWord(unit.unitKind), plain(unit.number))),
    holdingText(
      { ...unit, verified: unit.verified && { at: unit.from, how: unit.verified.how, by: null } },
      unit.timeZone,
    ),
  );

const rolesOf = ({ roles, dutyUntil, timeZone }: Profile): Text[] => [
  ...roles.map(({ kind, address }) =>
    joined(", ", roleWord(kind), address ? plain(address) : t("directory.role.everywhere")),
  ),
  ...(dutyUntil ? [t("directory.profile.on-duty", { to: moment(dutyUntil, timeZone) })] : []),
];

const quietText = ({ quiet }: Profile): Text =>
  quiet
    ? t("directory.profile.quiet-value", { from: clock(quiet.from), to: clock(quiet.to) })
    : t("directory.profile.no-quiet");

const clock = (minutes: number): string =>
  `${String(Math.trunc(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

const leaveButton = ({ unitId, address, number }: Profile["units"][number]): Button => ({
  label: t("directory.profile.button.leave", { address, unit: number }),
  do: { action: action("dr.leave", unitId) },
});
