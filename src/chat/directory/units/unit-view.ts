import type { Actor } from "../../../core/access/actor.ts";
import { type Act, can } from "../../../core/access/policy.ts";
import type { Occupant, UnitPage } from "../../../core/directory/units/unit-page.ts";
import { fractionText } from "../../../core/fraction.ts";
import { action } from "../../action.ts";
import { inRows } from "../../in-rows.ts";
import { joined, plain, type Text, t } from "../../text.ts";
import type { Block, Button, View } from "../../view.ts";
import { areaText } from "../area-words.ts";
import { holdingText, unitKindWord } from "./unit-words.ts";

/** A unit as the staff see it: what it is, who holds it, and what may be done about that by the one who looks. */
export const unitView = (page: UnitPage, actor: Actor): View => ({
  blocks: [
    {
      type: "heading",
      text: joined(", ", plain(page.address), unitKindWord(page.kind), plain(page.number)),
    },
    { type: "fields", fields: factsOf(page) },
    { type: "divider" },
    page.occupants.length > 0
      ? { type: "list", items: page.occupants.map((occupant) => occupantText(occupant, page.timeZone)) }
      : { type: "text", text: t("directory.unit.nobody") },
    ...sharesNote(page),
  ],
  buttons: inRows(buttonsOf(page, actor), 4),
});

const factsOf = ({ entrance, floor, riser, area, account }: UnitPage): { label: Text; value: Text }[] => {
  const fact = (name: string, value: Text | null) =>
    ({ label: t(`directory.unit.fact.${name}`), value: value ?? plain("—") }) as const;
  const said = (text: string | number | null) => (text === null ? null : plain(String(text)));
  return [
    fact("area", area === null ? null : areaText(area)),
    fact("entrance", said(entrance)),
    fact("floor", said(floor)),
    fact("riser", said(riser)),
    fact("account", said(account)),
  ];
};

const occupantText = (occupant: Occupant, timeZone: string): Text =>
  joined(
    " · ",
    joined(" — ", plain(occupant.name), holdingText(occupant, timeZone)),
    ...occupant.phones.map(plain),
    t(occupant.joined ? "directory.unit.joined" : "directory.unit.not-joined"),
  );

const sharesNote = ({ sum, over }: UnitPage): Block[] => {
  if (sum === null) return [];
  const text = fractionText(sum);
  if (over) return [{ type: "text", text: t("directory.unit.sum-over", { sum: text }) }];
  return [{ type: "note", text: t("directory.unit.sum", { sum: text }) }];
};

/** A button is there exactly for those who may do what it does. */
const buttonsOf = (page: UnitPage, actor: Actor): Button[] => {
  const { id, companyId, buildingId, occupants, over } = page;
  const may = (act: Act): boolean => can(actor, act, { companyId, buildingId });
  const button = (name: string, route: string, style?: Button["style"]): Button => ({
    label: t(`directory.unit.button.${name}`),
    do: { action: action(route, id) },
    ...(style ? { style } : {}),
  });
  const someone = occupants.length > 0;
  const unverified = occupants.some(({ verified }) => !verified);
  const owners = occupants.some(({ kind }) => kind === "owner");
  return [
    ...(may("occupancy.verify") && unverified ? [button("verify", "dr.uver", "primary")] : []),
    ...(may("occupancy.change") && owners ? [button("shares", "dr.ushr", over ? "danger" : undefined)] : []),
    ...(may("occupancy.end") && someone ? [button("move-out", "dr.uout", "danger")] : []),
    ...(may("invite.issue") ? [button("invite", "dr.inv")] : []),
    ...(may("person.add") ? [button("add", "dr.uadd")] : []),
    ...(may("occupancy.change") && someone ? [button("dates", "dr.udat")] : []),
    ...(may("unit.change") ? [button("facts", "dr.uset")] : []),
    ...(may("unit.view") ? [button("history", "dr.uhis")] : []),
  ];
};
