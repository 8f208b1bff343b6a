import type { UnitHistory } from "../../../core/directory/units/unit-history.ts";
import type { UnitPage } from "../../../core/directory/units/unit-page.ts";
import { categoryWord, stateWord } from "../../requests/words.ts";
import { joined, moment, plain, type Text, t } from "../../text.ts";
import type { Block, View } from "../../view.ts";
import { occupancyWord } from "../words.ts";
import { lastDay, shareText } from "./unit-words.ts";

/** What happened in a unit, without names. */
export const historyView = (
  { address, number, timeZone }: UnitPage,
  { holdings, requests }: UnitHistory,
): View => ({
  blocks: [
    { type: "heading", text: t("directory.history.title", { address, number }) },
    ...section(
      "holdings",
      holdings.map(({ kind, share, from, to }) =>
        joined(
          ", ",
          occupancyWord(kind),
          ...(share ? [plain(shareText(share))] : []),
          t("directory.unit.from-to", {
            from: moment(from, timeZone, "date"),
            to: moment(lastDay(to), timeZone, "date"),
          }),
        ),
      ),
    ),
    ...section(
      "requests",
      requests.map(({ number: request, category, state, createdAt }) =>
        joined(
          " · ",
          plain(`#${request}`),
          categoryWord(category),
          stateWord(state),
          t("directory.history.on", { at: moment(createdAt, timeZone, "date") }),
        ),
      ),
    ),
    { type: "note", text: t("directory.history.note") },
  ],
});

const section = (name: "holdings" | "requests", items: Text[]): Block[] => [
  { type: "text", text: t(`directory.history.${name}`) },
  items.length > 0 ? { type: "list", items } : { type: "note", text: t("directory.history.none") },
];
