import type { Platform } from "../../core/platform.ts";
import type { Subscriber } from "../../core/work/core.ts";
import type { Work } from "../../core/work/work.ts";
import { plain, t } from "../text.ts";
import type { View } from "../view.ts";
import { dayText, sumText } from "./words.ts";

/** Reminds a debtor in a private chat; who has none that works is written down as not reached, for the staff to see. */
export const onDebtNoticed: Subscriber = async (work, event) => {
  if (event.type !== "debt.noticed") return;
  const { tx } = work;
  const notice = await tx.debtNotice.findUniqueOrThrow({ where: { id: event.noticeId } });
  const person = await tx.person.findUniqueOrThrow({
    where: { id: notice.personId },
    include: {
      company: true,
      identities: { where: { platform: "telegram", unreachableSince: null }, orderBy: { id: "asc" } },
    },
  });
  const [identity] = person.identities;
  if (!identity) {
    await tx.debtNotice.update({ where: { id: notice.id }, data: { state: "failed", reason: "no-way" } });
    return;
  }
  work.send({
    address: { platform: identity.platform as Platform, chatId: identity.chatId },
    lane: "notice",
    language: person.language ?? person.company.language,
    companyId: notice.companyId,
    subjectId: notice.id,
    dedupeKey: `debt-notice:${notice.id}`,
    what: { kind: "message", content: await noticeView(work, notice, person.company.currency) },
  });
};

const noticeView = async (
  { tx }: Work,
  notice: { accountId: string; debt: bigint; penalty: bigint; since: string },
  currency: string,
): Promise<View> => {
  const account = await tx.billingAccount.findUniqueOrThrow({ where: { id: notice.accountId } });
  const unit = await tx.unit.findUniqueOrThrow({
    where: { id: account.unitId },
    select: { number: true, building: { select: { address: true } } },
  });
  return {
    blocks: [
      {
        type: "text",
        text: t("billing.notice.debt", {
          place: plain(`${unit.building.address}, ${unit.number}`),
          account: account.number,
          debt: sumText(notice.debt, currency),
          since: dayText(notice.since),
        }),
      },
      ...(notice.penalty > 0n
        ? [
            {
              type: "text" as const,
              text: t("billing.notice.penalty", { penalty: sumText(notice.penalty, currency) }),
            },
          ]
        : []),
      { type: "note", text: t("billing.notice.hint") },
    ],
  };
};
