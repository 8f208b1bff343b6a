import type { Core } from "../../core/work/core.ts";
import { peopleFirst } from "../../core/work/people-first.ts";
import { runWork } from "../../core/work/run-work.ts";
import type { Work } from "../../core/work/work.ts";
import type { RequestWhereInput } from "../../database/types.ts";

interface EachDue {
  /** Names the actor in the audit log. */
  job: string;
  /** Which requests are due; looked at again when their turn comes. */
  due: RequestWhereInput;
  act(work: Work, input: { requestId: string }): Promise<unknown>;
}

const batch = 100;

/**
 * Acts on every request that is due, each in a transaction of its own, giving way to other work in between.
 * One that has changed meanwhile is refused by its use case, so that a second run does nothing.
 */
export const eachDue = async (core: Core, { job, due, act }: EachDue): Promise<void> => {
  let after = "";
  for (;;) {
    const requests = await core.database.read.request.findMany({
      where: { AND: [due, { id: { gt: after } }] },
      orderBy: { id: "asc" },
      take: batch,
      select: { id: true, companyId: true },
    });
    for (const { id, companyId } of requests) {
      const actor = { kind: "system", name: job, companyId } as const;
      await runWork(core, { actor, channel: "job" }, (work) => act(work, { requestId: id }));
      await peopleFirst();
    }
    const last = requests.at(-1);
    if (!last || requests.length < batch) return;
    after = last.id;
  }
};
