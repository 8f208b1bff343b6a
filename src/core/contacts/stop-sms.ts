import { contactHash } from "../directory/contact.ts";
import { normalisePhone } from "../directory/phone.ts";
import type { Work } from "../work/work.ts";
import { muteWay } from "./mute-way.ts";

/** What people answer to a short message when they want no more of them. */
const stopWords = new Set(["stop", "стоп", "отписка", "отписаться", "unsubscribe"]);

/** Turns short messages off for whoever answered one with a word for it; other answers are not for us. */
export const stopSms = async (
  work: Work,
  { from, text }: { from: string; text: string },
): Promise<boolean> => {
  const phone = normalisePhone(from.startsWith("+") ? from : `+${from}`);
  if (!phone || !stopWords.has(text.trim().toLowerCase())) return false;
  const points = await work.tx.contactPoint.findMany({
    where: { kind: "phone", valueHash: contactHash(work.vault, "phone", phone) },
    select: { companyId: true, personId: true },
  });
  for (const { companyId, personId } of points) {
    await muteWay(work, { companyId, personId, way: "sms", via: "answer" });
  }
  return points.length > 0;
};
