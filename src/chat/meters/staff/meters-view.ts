import { placeRegisters } from "../../../core/meters/unit-registers.ts";
import type { Work } from "../../../core/work/work.ts";
import { action } from "../../action.ts";
import { inRows } from "../../in-rows.ts";
import { plain, t } from "../../text.ts";
import type { Block, Button, View } from "../../view.ts";
import { dayParam, monthText, quantityText, registerWord, shortRegisterWord } from "../words.ts";
import type { MeantPlace } from "./place-meant.ts";

/** The meters of a unit or a house, with everything that staff do with them. */
export const metersView = async (work: Work, place: MeantPlace): Promise<View> => {
  const { registers } = await placeRegisters(work.tx, place, work.now);
  const meters = new Map(registers.map(({ meter }) => [meter.id, meter]));
  const denied = place.unitId
    ? await work.tx.deniedAccess.count({ where: { unitId: place.unitId, endedOn: null } })
    : 0;
  const button = (name: string): Button => ({
    label: t(`meters.staff.button.${name}`),
    do: { action: action(`me.${name}`, place.buildingId, place.unitId ?? "") },
  });
  const names = [
    "add",
    ...(meters.size > 0 ? ["read", "verify", "remove"] : []),
    ...(place.unitId ? ["denied", ...(denied > 0 ? ["letin"] : [])] : []),
  ];
  return {
    blocks: [
      { type: "heading", text: t("meters.staff.title", { place: place.label }) },
      ...(meters.size === 0
        ? ([{ type: "text", text: t("meters.staff.none") }] satisfies Block[])
        : ([
            {
              type: "list",
              items: [...meters.values()].map((meter) =>
                t(meter.verifiedUntil ? "meters.staff.line" : "meters.staff.line-unverified", {
                  register: registerWord(meter, ""),
                  day: meter.verifiedUntil ? dayParam(meter.verifiedUntil) : plain("—"),
                }),
              ),
            },
            {
              type: "table",
              head: [
                t("meters.list.meter"),
                t("meters.list.before"),
                monthText(registers[0]?.time.month ?? "2026-01"),
              ],
              rows: registers.map(({ meter, zone, previous, current }) => [
                shortRegisterWord(meter, zone),
                previous ? quantityText(previous.value) : plain("—"),
                current ? quantityText(current.value) : plain("—"),
              ]),
              numeric: [1, 2],
            },
          ] satisfies Block[])),
      ...(denied > 0 ? [{ type: "note", text: t("meters.staff.denied", { count: denied }) } as const] : []),
    ],
    buttons: inRows(names.map(button), 4),
  };
};
