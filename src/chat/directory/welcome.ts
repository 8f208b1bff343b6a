import { heldAt } from "../../core/directory/occupancy.ts";
import type { Work } from "../../core/work/work.ts";
import type { RoleKind } from "../../database/types.ts";
import { t } from "../text.ts";
import type { View } from "../view.ts";
import { occupancyWord, roleWord } from "./words.ts";

/** Says to somebody who just came in (or came back) as whom they are here, and what to do next. */
export const welcomeView = async ({ tx, vault, now }: Work, personId: string): Promise<View> => {
  const person = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    include: {
      company: true,
      roles: { where: { revokedAt: null } },
      occupancies: { where: heldAt(now), include: { unit: { include: { building: true } } } },
    },
  });
  const { roles, occupancies } = person;
  const items = [
    ...occupancies.map(({ kind, unit }) =>
      t("directory.welcome.unit", {
        unit: unit.number,
        address: unit.building.address,
        kind: occupancyWord(kind),
      }),
    ),
    ...[...new Set(roles.map(({ kind }) => kind))].map((kind) =>
      t("directory.welcome.role", { role: roleWord(kind) }),
    ),
  ];
  return {
    blocks: [
      { type: "heading", text: t("directory.welcome.title", { company: person.company.name }) },
      { type: "text", text: t("directory.welcome.as", { name: vault.open(person.nameSealed) }) },
      ...(items.length > 0 ? [{ type: "list" as const, items }] : []),
      {
        type: "text",
        text: t(`directory.welcome.${readerOf(person)}-next`),
      },
    ],
    keyboard: { type: "remove" },
  };
};

/** Whose next step is told: staff work in Slack, whatever else they are. */
const readerOf = ({
  roles,
  occupancies,
}: {
  roles: { kind: RoleKind }[];
  occupancies: unknown[];
}): string => {
  if (roles.some(({ kind }) => kind !== "contractor")) return "staff";
  return roles.length > 0 && occupancies.length === 0 ? "contractor" : "resident";
};
