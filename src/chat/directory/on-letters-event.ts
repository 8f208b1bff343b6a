import type { Platform } from "../../core/platform.ts";
import type { Subscriber } from "../../core/work/core.ts";
import { postCard, refreshCards } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import type { View } from "../view.ts";
import { lettersCardKind } from "./letters-card.ts";

/** Shows in the staff channel how far letters are, and puts the files into the thread under that. */
export const onLettersEvent =
  ({ staffChannel }: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "letters.changed" && staffChannel) {
      const { companyId, orderId: subjectId } = event;
      const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
      const address = { platform: "slack", chatId: staffChannel } as const;
      const card = { kind: lettersCardKind, subjectId, companyId, address, language };
      await postCard(work, { ...card, personId: null, lane: "notice" });
    }
    if (event.type !== "letters.made") return;
    const content: View = {
      blocks: [{ type: "text", text: t("directory.letters.files") }],
      files: event.attachmentIds.map((attachmentId) => ({ attachmentId, kind: "document" })),
    };
    for (const card of await refreshCards(work, event.orderId, "notice")) {
      work.send({
        address: { platform: card.platform as Platform, chatId: card.chatId },
        threadOfCard: card.id,
        lane: "notice",
        language: card.language,
        companyId: card.companyId,
        what: { kind: "message", content },
      });
    }
  };
