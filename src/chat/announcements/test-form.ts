import type { Preview } from "../../core/announcements/preview.ts";
import { sendTestCopy, type TestWay, testAddresses } from "../../core/announcements/send-test-copy.ts";
import type { WayName } from "../../core/contacts/kinds.ts";
import type { Work } from "../../core/work/work.ts";
import type { AnnouncementModel } from "../../database/types.ts";
import { choicesOf } from "../answers.ts";
import type { Form } from "../form.ts";
import type { ChatSettings } from "../settings.ts";
import { money, type Text, t } from "../text.ts";
import { refusalText } from "./words.ts";

/** Known once the platforms are connected. */
const waysOn = (settings: ChatSettings): ReadonlySet<WayName> => settings.waysOn ?? new Set();

const order: readonly TestWay[] = ["chat", "email", "sms", "push"];

/** A copy for the writer alone, by the ways that they have; args[0]: the announcement. */
export const testForm = (settings: ChatSettings): Form => ({
  id: "announcement.test",
  title: t("announcements.test.form"),
  submit: t("announcements.test.submit"),
  open: async (work, [id = ""]) => {
    const { tx, actor } = work;
    const announcement = await tx.announcement.findUnique({ where: { id } });
    if (!announcement || actor.kind !== "person" || actor.companyId !== announcement.companyId)
      return { ok: false, text: t("announcements.refusal.not-found") };
    const known = await testAddresses(tx, actor, waysOn(settings));
    const ways = order.filter((way) => known.has(way));
    const price = await smsPrice(work, announcement, actor.language);
    return {
      ok: true,
      intro: t("announcements.test.intro"),
      fields: [
        {
          name: "ways",
          label: t("announcements.test.ways"),
          input: {
            kind: "choices",
            initial: ways.slice(0, 1),
            options: ways.map((way) => ({ value: way, label: wayText(way, price) })),
          },
        },
      ],
    };
  },
  submitted: async (work, [announcementId = ""], input) => {
    const chosen = choicesOf(input, "ways");
    const ways = order.filter((way) => chosen.includes(way));
    const sent = await sendTestCopy(work, { announcementId, ways, on: waysOn(settings) });
    if (sent.ok) return { ok: true, text: t("announcements.did.test", { count: sent.value.sent }) };
    const text = refusalText(sent);
    return sent.code === "no-way" ? { ok: false, text, field: "ways" } : { ok: false, text };
  },
});

const wayText = (way: TestWay, price: Text | null): Text =>
  way === "sms" && price
    ? t("announcements.test.sms-for", { price })
    : t(way === "chat" ? "announcements.test.chat" : `announcements.way.${way}`);

/** Null where SMS cost nothing, or it is not counted yet. */
const smsPrice = async (
  { tx }: Work,
  { preview, companyId }: AnnouncementModel,
  language: string,
): Promise<Text | null> => {
  const cost = BigInt((preview as unknown as Preview | null)?.testCost?.[language] ?? "0");
  if (cost === 0n) return null;
  const { currency } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  return t("contacts.sms.amount", { amount: money(cost, currency) });
};
