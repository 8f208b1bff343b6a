import type { Core } from "../../work/core.ts";
import { runWork } from "../../work/run-work.ts";
import type { Work } from "../../work/work.ts";
import { dayAt } from "../calendar.ts";
import { settingsOf } from "../settings/settings-of.ts";
import { type Debtor, debtorPages } from "./debtors.ts";
import { reviewPlans } from "./make-plan.ts";
import { debtorsOf } from "./payers-of.ts";

/** Accounts in one transaction. */
const accountsAtOnce = 50;

const asDebts = (companyId: string) =>
  ({ actor: { kind: "system", name: "debts", companyId }, channel: "job" }) as const;

/**
 * Reminds debtors on the days of their building's settings, each day once, by a private message to each owner of the
 * days of the account; whoever pays by a plan is left alone.
 */
export const notifyDebtors = async (core: Core, signal?: AbortSignal): Promise<void> => {
  const db = core.database.read;
  for (const { id: companyId, timeZone } of await db.company.findMany()) {
    const today = dayAt(core.clock.now(), timeZone);
    await runWork(core, asDebts(companyId), (work) => reviewPlans(work, companyId, today));
    const stages = new Map<string, Stages>();
    for await (const debtors of debtorPages(db, { companyId, today })) {
      for (const { buildingId } of debtors)
        if (!stages.has(buildingId)) stages.set(buildingId, await stagesOf(core, companyId, buildingId));
      const due = debtors.flatMap((debtor) => dueNow(debtor, stages.get(debtor.buildingId)));
      for (let at = 0; at < due.length; at += accountsAtOnce) {
        signal?.throwIfAborted();
        await runWork(core, asDebts(companyId), (work) =>
          noticeSome(work, companyId, due.slice(at, at + accountsAtOnce)),
        );
      }
    }
  }
};

interface Stages {
  noticeDays: readonly number[];
  leastDebt: bigint;
}

const stagesOf = async (core: Core, companyId: string, buildingId: string): Promise<Stages> => {
  const { noticeDays, leastDebt } = await settingsOf(core.database.read, companyId, buildingId);
  return { noticeDays: [...noticeDays].sort((a, b) => a - b), leastDebt };
};

/** The latest day of the settings that has come for a debtor; nothing for small debts and for who pays by a plan. */
const dueNow = (debtor: Debtor, stages: Stages | undefined): DueNotice[] => {
  const stage = stages?.noticeDays.filter((day) => day <= debtor.days).at(-1);
  return !stages || stage === undefined || debtor.onPlan || debtor.debt + debtor.penalty < stages.leastDebt
    ? []
    : [{ debtor, stage }];
};

interface DueNotice {
  debtor: Debtor;
  stage: number;
}

const noticeSome = async (work: Work, companyId: string, due: readonly DueNotice[]): Promise<void> => {
  const { tx, now } = work;
  for (const { debtor, stage } of due) {
    const { accountId, since, debt, penalty } = debtor;
    const told = await tx.debtNotice.findMany({ where: { accountId, since, stage: { gte: stage } } });
    for (const personId of await debtorsOf(tx, accountId, since, now)) {
      if (told.some((notice) => notice.personId === personId)) continue;
      const { id: noticeId } = await tx.debtNotice.create({
        data: { companyId, accountId, personId, stage, since, debt, penalty, createdAt: now },
        select: { id: true },
      });
      work.audit({
        act: "debt.notice",
        subjectType: "account",
        subjectId: accountId,
        after: { noticeId, stage, debt: String(debt), penalty: String(penalty) },
      });
      work.announce({ type: "debt.noticed", companyId, noticeId });
    }
  }
};
