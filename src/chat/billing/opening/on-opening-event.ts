import type { Platform } from "../../../core/platform.ts";
import type { Subscriber } from "../../../core/work/core.ts";
import { postCard } from "../../cards.ts";
import type { ChatSettings } from "../../settings.ts";
import { t } from "../../text.ts";
import type { View } from "../../view.ts";
import { openingsCardKind } from "./openings-card.ts";

/** Shows in the staff channel how a table of opening balances stands, and puts its problems into the card's thread. */
export const onOpeningEvent =
  ({ staffChannel }: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "openings.import.changed" && staffChannel) {
      const { companyId, importId: subjectId } = event;
      const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
      const address = { platform: "slack", chatId: staffChannel } as const;
      const card = { kind: openingsCardKind, subjectId, companyId, address, language };
      await postCard(work, { ...card, personId: null, lane: "notice" });
    }
    if (event.type !== "openings.import.problems") return;
    const where = { subjectId: event.importId, kind: openingsCardKind };
    for (const { id: threadOfCard, platform, chatId, language, companyId } of await work.tx.card.findMany({
      where,
    })) {
      const content: View = {
        blocks: [{ type: "text", text: t("billing.opening.import.problems-file") }],
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
