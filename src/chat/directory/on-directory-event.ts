import type { Platform } from "../../core/platform.ts";
import type { Subscriber } from "../../core/work/core.ts";
import type { Work } from "../../core/work/work.ts";
import { postCard, refreshCards } from "../cards.ts";
import { prepareView } from "../prepare-view.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import type { View } from "../view.ts";
import { joinCardKind } from "./join-card.ts";
import { welcomeView } from "./welcome.ts";

/** Who asks to join is shown to the staff; what they decide is told to the one who asked. */
export const onDirectoryEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "join.asked") await showToStaff(work, settings, event.companyId, event.joinRequestId);
    if (event.type === "join.decided") {
      await refreshCards(work, event.joinRequestId, "reply");
      await tellDecision(work, event.joinRequestId);
    }
  };

const showToStaff = async (
  work: Work,
  { staffChannel }: ChatSettings,
  companyId: string,
  joinRequestId: string,
): Promise<void> => {
  if (!staffChannel) return;
  const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
  await postCard(work, {
    kind: joinCardKind,
    subjectId: joinRequestId,
    companyId,
    address: { platform: "slack", chatId: staffChannel },
    language,
    personId: null,
    lane: "notice",
  });
};

const tellDecision = async (work: Work, joinRequestId: string): Promise<void> => {
  const request = await work.tx.joinRequest.findUniqueOrThrow({ where: { id: joinRequestId } });
  const { platform, externalId, chatId, language, companyId, reasonSealed } = request;
  const identity = await work.tx.identity.findUnique({
    where: { platform_externalId: { platform, externalId } },
  });
  const view: View =
    request.state === "approved" && identity
      ? await welcomeView(work, identity.personId)
      : {
          blocks: [
            { type: "heading", text: t("directory.refused.title") },
            { type: "quote", text: { plain: reasonSealed ? work.vault.open(reasonSealed) : "" } },
            { type: "text", text: t("directory.refused.next") },
          ],
        };
  work.send({
    address: { platform: platform as Platform, chatId },
    lane: "reply",
    language,
    companyId,
    what: { kind: "message", content: await prepareView(work, view) },
  });
};
