import type { OutboxDraft } from "../core/outbox/draft.ts";
import type { Platform } from "../core/platform.ts";
import type { Tx } from "../database/db.ts";
import type { ChatSettings } from "./settings.ts";
import { plain, t } from "./text.ts";
import type { View } from "./view.ts";

export interface DeadLetter {
  id: number;
  companyId: string | null;
  platform: Platform;
  code: string;
  /** The platform's own words. */
  detail: string;
}

/** Tells the administrators, in Slack, of a message that was given up; the whole staff, where money ran out. */
export const tellOfDeadLetter =
  (settings: ChatSettings) =>
  async (tx: Tx, letter: DeadLetter): Promise<OutboxDraft[]> =>
    letter.code === "over-budget" ? tellOfBudget(tx, letter, settings) : tellAdministrators(tx, letter);

/** Once for each month's limit: its detail names the month. */
const tellOfBudget = async (
  tx: Tx,
  { companyId, platform, detail }: DeadLetter,
  { staffChannel }: ChatSettings,
): Promise<OutboxDraft[]> => {
  if (!staffChannel || !companyId) return [];
  const { language } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  return [
    {
      address: { platform: "slack", chatId: staffChannel },
      lane: "notice",
      language,
      companyId,
      dedupeKey: `budget:${companyId}:${platform}:${detail}`,
      what: {
        kind: "message",
        content: {
          blocks: [
            { type: "heading", text: t("contacts.sms.over-budget") },
            { type: "text", text: t("contacts.sms.over-budget-next") },
          ],
        },
      },
    },
  ];
};

const tellAdministrators = async (tx: Tx, letter: DeadLetter): Promise<OutboxDraft[]> => {
  const administrators = await tx.person.findMany({
    where: {
      roles: { some: { kind: "administrator", revokedAt: null, buildingId: null } },
      ...(letter.companyId ? { companyId: letter.companyId } : {}),
    },
    select: {
      language: true,
      company: { select: { language: true } },
      identities: { where: { platform: "slack" } },
    },
  });
  return administrators.flatMap(({ language, company, identities }) =>
    identities.map(({ platform, chatId }) => ({
      address: { platform: platform as Platform, chatId },
      lane: "notice",
      language: language ?? company.language,
      companyId: letter.companyId,
      // One word an hour and reason, however many messages meet the same wall.
      dedupeKey: `dead:${chatId}:${letter.platform}:${letter.code}:${letter.id >> 6}`,
      what: { kind: "message", content: deadLetterView(letter) },
    })),
  );
};

const deadLetterView = ({ id, platform, code, detail }: DeadLetter): View => ({
  blocks: [
    { type: "text", text: t("chat.dead-letter.text", { platform, id }) },
    { type: "quote", text: plain(`${code}: ${detail}`) },
    { type: "note", text: t("chat.dead-letter.next") },
  ],
});
