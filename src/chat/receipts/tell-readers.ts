import { settingsOf } from "../../core/billing/settings/settings-of.ts";
import { type Notice, tellPeople } from "../../core/contacts/tell-people.ts";
import { billOf } from "../../core/receipts/bill.ts";
import { billReaders, deliveredAtOnce } from "../../core/receipts/deliver-receipts.ts";
import type { Requisites } from "../../core/receipts/payment-qr.ts";
import type { Core } from "../../core/work/core.ts";
import { peopleFirst } from "../../core/work/people-first.ts";
import { runWork } from "../../core/work/run-work.ts";
import { prepareView } from "../prepare-view.ts";
import type { ChatSettings } from "../settings.ts";
import { billView, shortBillView } from "./bill-view.ts";

/**
 * The job that tells owners of their new bills, piece by piece. Run again after a crash it repeats nothing: each
 * message has a key.
 */
export const tellReaders = async (
  core: Core,
  settings: ChatSettings,
  { monthId, first, last }: { monthId: string; first: number; last: number },
  signal?: AbortSignal,
): Promise<void> => {
  const month = await core.database.read.billingMonth.findUnique({ where: { id: monthId } });
  if (!month) return;
  const { companyId } = month;
  const now = core.clock.now();
  for (let from = first; from <= last; from += deliveredAtOnce) {
    signal?.throwIfAborted();
    const to = Math.min(last, from + deliveredAtOnce - 1);
    const readers = await billReaders(core.database.read, { companyId, monthId, first: from, last: to, now });
    if (readers.length === 0) continue;
    const actor = { kind: "system", name: "bills", companyId } as const;
    await runWork(core, { actor, channel: "job" }, async (work) => {
      const notices: Notice[] = [];
      const requisitesOf = new Map<string, Requisites>();
      for (const { receiptId, personId } of readers) {
        const bill = await billOf(work.tx, receiptId);
        if (!bill) continue;
        const { buildingId } = bill.receipt;
        const requisites = requisitesOf.get(buildingId) ?? (await settingsOf(work.tx, companyId, buildingId));
        requisitesOf.set(buildingId, requisites);
        notices.push({
          personId,
          key: `bill:${receiptId}:${personId}`,
          subjectId: receiptId,
          card: await prepareView(work, billView(bill, work.now)),
          short: shortBillView(bill, requisites),
        });
      }
      await tellPeople(
        work,
        { companyId, kind: "bill", lane: "bulk", on: settings.waysOn ?? new Set() },
        notices,
      );
      work.audit({
        act: "bills.tell",
        subjectType: "month",
        subjectId: monthId,
        after: { from, to, readers: readers.length },
      });
    });
    await peopleFirst();
  }
};
