import type { Platform } from "../../../core/platform.ts";
import type { Subscriber } from "../../../core/work/core.ts";
import { postCard } from "../../cards.ts";
import type { ChatSettings } from "../../settings.ts";
import { t } from "../../text.ts";
import type { View } from "../../view.ts";
import { registerCardKind } from "./register-card.ts";

/** Shows in the staff channel how a register stands, and what is wrong with it in the thread under that. */
export const onRegisterEvent =
  ({ staffChannel }: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "register.changed" && staffChannel) {
      const { companyId, importId: subjectId } = event;
      const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
      const address = { platform: "slack", chatId: staffChannel } as const;
      const card = { kind: registerCardKind, subjectId, companyId, address, language };
      await postCard(work, { ...card, personId: null, lane: "notice" });
    }
    if (event.type !== "register.problems") return;
    const content: View = {
      blocks: [{ type: "text", text: t("directory.register.problems-file") }],
      files: [{ attachmentId: event.attachmentId, kind: "document" }],
    };
    const cards = await work.tx.card.findMany({
      where: { subjectId: event.importId, kind: registerCardKind },
    });
    for (const { id: threadOfCard, platform, chatId, language, companyId } of cards) {
      const address = { platform: platform as Platform, chatId };
      const what = { kind: "message", content } as const;
      work.send({ address, threadOfCard, lane: "notice", language, companyId, what });
    }
  };
