import { dayAt } from "../../core/billing/calendar.ts";
import { tellPeople } from "../../core/contacts/tell-people.ts";
import type { Platform } from "../../core/platform.ts";
import type { Subscriber } from "../../core/work/core.ts";
import { action } from "../action.ts";
import { postCard } from "../cards.ts";
import { prepareView } from "../prepare-view.ts";
import type { ChatSettings } from "../settings.ts";
import { plain, t } from "../text.ts";
import type { View } from "../view.ts";
import { readingsCardKind } from "./staff/import-card.ts";
import { dayParam, monthText, registerWord } from "./words.ts";

/** Reminds residents by their ways, warns of verifications, and shows in the staff channel how a table of readings stands. */
export const onMeterEvent =
  ({ staffChannel, waysOn }: ChatSettings): Subscriber =>
  async (work, event) => {
    const toPerson = async (companyId: string, personId: string, key: string, view: View): Promise<void> => {
      const card = await prepareView(work, view);
      const manner = { companyId, kind: "reading", lane: "bulk", on: waysOn ?? new Set() } as const;
      await tellPeople(work, manner, [{ personId, key, card, short: card }]);
    };
    if (event.type === "readings.wanted") {
      const unit = await work.tx.unit.findUniqueOrThrow({
        where: { id: event.unitId },
        include: { building: true },
      });
      const day = dayAt(work.now, unit.building.timeZone);
      const key = `readings:${event.unitId}:${day}:${event.personId}`;
      return toPerson(event.companyId, event.personId, key, {
        blocks: [
          {
            type: "text",
            text: t("meters.remind.text", {
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
    if (event.type === "readings.import.changed" && staffChannel) {
      const { companyId, importId: subjectId } = event;
      const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
      const address = { platform: "slack", chatId: staffChannel } as const;
      const card = { kind: readingsCardKind, subjectId, companyId, address, language };
      await postCard(work, { ...card, personId: null, lane: "notice" });
    }
    if (event.type !== "readings.import.problems") return;
    const cards = await work.tx.card.findMany({
      where: { subjectId: event.importId, kind: readingsCardKind },
    });
    for (const { id: threadOfCard, platform, chatId, language, companyId } of cards) {
      const content: View = {
        blocks: [{ type: "text", text: t("meters.import.problems-file") }],
        files: [{ attachmentId: event.attachmentId, kind: "document" }],
      };
      const address = { platform: platform as Platform, chatId };
      work.send({
        address,
        threadOfCard,
        lane: "notice",
        language,
        companyId,
        what: { kind: "message", content },
      });
    }
  };
