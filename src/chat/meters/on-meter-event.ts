import { dayAt } from "../../core/billing/calendar.ts";
import { tellPeople } from "../../core/contacts/tell-people.ts";
import { isMissing, placeRegisters } from "../../core/meters/unit-registers.ts";
import type { Subscriber } from "../../core/work/core.ts";
import { action } from "../action.ts";
import { prepareView } from "../prepare-view.ts";
import type { ChatSettings } from "../settings.ts";
import { postStaffCard, sendUnderCards } from "../staff-cards.ts";
import { joined, plain, t } from "../text.ts";
import type { View } from "../view.ts";
import { readingsCardKind } from "./staff/import-card.ts";
import { dayParam, monthText, registerWord } from "./words.ts";

/** Reminds residents by their ways, warns of verifications, and shows in the staff channel how a table of readings stands. */
export const onMeterEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    const toPerson = async (companyId: string, personId: string, key: string, view: View): Promise<void> => {
      const card = await prepareView(work, view);
      const manner = { companyId, kind: "reading", lane: "bulk", on: settings.waysOn ?? new Set() } as const;
      await tellPeople(work, manner, [{ personId, key, card, short: card }]);
    };
    if (event.type === "readings.wanted") {
      const unit = await work.tx.unit.findUniqueOrThrow({
        where: { id: event.unitId },
        include: { building: true },
      });
      const day = dayAt(work.now, unit.building.timeZone);
      const { registers } = await placeRegisters(work.tx, { ...unit, unitId: unit.id }, work.now);
      const missing = registers.filter(isMissing);
      const some = missing.length < registers.length ? "some" : "text";
      const key = `readings:${event.unitId}:${day}:${event.personId}`;
      return toPerson(event.companyId, event.personId, key, {
        blocks: [
          {
            type: "text",
            text: t(`meters.remind.${some}`, {
              registers: joined("; ", ...missing.map(({ meter, zone }) => registerWord(meter, zone))),
              unit: unit.number,
              address: plain(unit.building.address),
              month: monthText(event.month),
              until: dayParam(event.until),
            }),
          },
        ],
        buttons: [
          [
            {
              label: t("meters.button.send", { unit: unit.number }),
              do: { action: action("me.give", event.unitId) },
              style: "primary",
            },
          ],
        ],
      });
    }
    if (event.type === "meter.expiring") {
      const meter = await work.tx.meter.findUniqueOrThrow({ where: { id: event.meterId } });
      // Told several times before the day, once a day at most.
      const day = work.now.toISOString().slice(0, 10);
      const key = `verification:${event.meterId}:${day}:${event.personId}`;
      return toPerson(event.companyId, event.personId, key, {
        blocks: [
          {
            type: "text",
            text: t("meters.remind.verification", {
              register: registerWord(meter, ""),
              until: dayParam(event.until),
            }),
          },
        ],
      });
    }
    if (event.type === "readings.import.changed") {
      const { companyId, importId: subjectId } = event;
      await postStaffCard(work, settings, { kind: readingsCardKind, subjectId, companyId });
    }
    if (event.type !== "readings.import.problems") return;
    const cards = await work.tx.card.findMany({
      where: { subjectId: event.importId, kind: readingsCardKind },
    });
    await sendUnderCards(work, cards, {
      blocks: [{ type: "text", text: t("meters.import.problems-file") }],
      files: [{ attachmentId: event.attachmentId, kind: "document" }],
    });
  };
