import { isMissing } from "../../core/meters/unit-registers.ts";
import { action } from "../action.ts";
import { joined, plain, type Text, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";
import { windowText } from "./give-form.ts";
import type { OwnUnit } from "./own-registers.ts";
import { dayParam, monthText, quantityText, registerWord, shortRegisterWord } from "./words.ts";

/** Buttons of a unit's registers under the list. */
const mostButtons = 8;

/** What a resident sees of the meters at home: where they stood, what was sent, and until when. */
export const readingsView = (units: readonly OwnUnit[]): View => {
  if (units.length === 0) return { blocks: [{ type: "text", text: t("meters.list.none") }] };
  return {
    blocks: units.flatMap((unit) => unitBlocks(unit)),
    buttons: units.flatMap((unit) => unitButtons(unit, units.length > 1)).slice(0, 2 * mostButtons),
  };
};

const unitBlocks = ({ address, number, registers, window }: OwnUnit): Block[] => {
  const month = registers[0]?.time.month ?? "";
  const missing = registers.filter(isMissing).length;
  return [
    {
      type: "heading",
      text: t("meters.list.title", { address: plain(address), unit: number, month: monthText(month) }),
    },
    {
      type: "table",
      head: [t("meters.list.meter"), t("meters.list.before"), t("meters.list.now")],
      rows: registers.map(({ meter, zone, previous, current }) => [
        shortRegisterWord(meter, zone),
        previous ? quantityText(previous.value) : plain("—"),
        current ? quantityText(current.value) : plain("—"),
      ]),
      numeric: [1, 2],
    },
    { type: "text", text: missing > 0 ? t("meters.list.missing", { count: missing }) : t("meters.list.all") },
    { type: "note", text: windowText(window) },
    ...verificationNotes(registers),
  ];
};

const verificationNotes = (registers: OwnUnit["registers"]): Block[] => {
  const meters = new Map(registers.map(({ meter, expired }) => [meter.id, { ...meter, expired }]));
  return [...meters.values()]
    .filter(({ verifiedUntil }) => verifiedUntil !== null)
    .map((meter) => ({
      type: "note",
      text: t(meter.expired ? "meters.list.expired" : "meters.list.verified", {
        register: registerWord(meter, ""),
        day: dayParam(meter.verifiedUntil ?? ""),
      }),
    }));
};

const unitButtons = ({ unitId, number, registers }: OwnUnit, isOneOfSeveral: boolean): Button[][] => {
  const missing = registers.some(isMissing);
  const send: Button = {
    label: t("meters.button.send", { unit: number }),
    do: { action: action("me.give", unitId) },
    style: "primary",
  };
  const corrections = registers
    .filter(({ current }) => current !== null)
    .slice(0, mostButtons)
    .map(({ meter, zone }): Button[] => [
      {
        label: correctLabel(meter, zone, isOneOfSeveral ? number : null),
        do: { action: action("me.give", unitId, meter.id, zone) },
      },
    ]);
  return [...(missing ? [[send]] : []), ...corrections];
};

const correctLabel = (
  meter: OwnUnit["registers"][number]["meter"],
  zone: string,
  unit: string | null,
): Text => {
  const word = shortRegisterWord(meter, zone);
  return t("meters.button.correct", { register: unit === null ? word : joined(" · ", plain(unit), word) });
};
