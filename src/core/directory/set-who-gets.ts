import type { OccupancyKind } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { refuse } from "./refuse.ts";
import { audiences, type NoticeKind, noticeKinds, occupantKinds } from "./who-gets.ts";

export type Audiences = Readonly<Partial<Record<NoticeKind, readonly OccupancyKind[]>>>;

/** Every owner must be told of a meeting (Housing Code of Russia, article 45, part 4), and owes what is billed (153). */
const owedToOwners: readonly NoticeKind[] = ["vote", "bill"];

/** Says which occupants get notices of which kind. What is not named stays as it is. */
export const setWhoGets = async (
  work: Work,
  input: Audiences,
): Promise<Outcome<{ changed: NoticeKind[] }, "forbidden" | "nobody" | "owners-must">> => {
  const { tx, actor, now } = work;
  const companyId = actor.kind === "person" ? actor.companyId : null;
  const attempt = { act: "notices.set", subjectType: "company", subjectId: companyId };
  if (!companyId || actor.kind !== "person" || !can(actor, "notices.set", { companyId }))
    return refuse(work, attempt, "forbidden");
  const named = noticeKinds.filter((kind) => input[kind] !== undefined);
  for (const kind of named) {
    const audience = input[kind] ?? [];
    if (audience.length === 0) return refuse(work, attempt, "nobody", { kind });
    if (owedToOwners.includes(kind) && !audience.includes("owner"))
      return refuse(work, attempt, "owners-must", { kind });
  }
  const before = new Map((await audiences(tx, companyId)).map(({ kind, audience }) => [kind, audience]));
  const changed = named.filter((kind) => !sameKinds(input[kind] ?? [], before.get(kind) ?? []));
  for (const kind of changed) {
    const holds = (occupant: OccupancyKind) => input[kind]?.includes(occupant) ?? false;
    const rule = {
      owner: holds("owner"),
      tenant: holds("tenant"),
      household: holds("household"),
      changedBy: actor.personId,
      changedAt: now,
    };
    const where = { companyId_kind: { companyId, kind } };
    await tx.noticeRule.upsert({ where, create: { companyId, kind, ...rule }, update: rule });
  }
  const said = (of: (kind: NoticeKind) => readonly OccupancyKind[] | undefined) =>
    Object.fromEntries(changed.map((kind) => [kind, of(kind) ?? []]));
  work.audit({ ...attempt, before: said((kind) => before.get(kind)), after: said((kind) => input[kind]) });
  return done({ changed });
};

const sameKinds = (a: readonly OccupancyKind[], b: readonly OccupancyKind[]): boolean =>
  occupantKinds.every((kind) => a.includes(kind) === b.includes(kind));
