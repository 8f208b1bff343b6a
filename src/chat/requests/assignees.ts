import type { Work } from "../../core/work/work.ts";
import type { RequestModel, RoleKind, RoleWhereInput } from "../../database/types.ts";
import type { Option } from "../form.ts";
import { joined, plain, t } from "../text.ts";

const working: RoleKind[] = ["administrator", "manager", "dispatcher", "contractor"];

/** Who may be given a request: staff and contractors of its building, each once. */
export const assignees = (work: Work, request: RequestModel): Promise<Option[]> =>
  whoWorks(
    work,
    {
      companyId: request.companyId,
      OR: [{ buildingId: null }, { buildingId: request.buildingId }],
    },
    request.assigneeId,
  );

/** The same of the whole company, where no building is chosen yet. */
export const workers = (work: Work, companyId: string): Promise<Option[]> =>
  whoWorks(work, { companyId }, null);

const whoWorks = async (work: Work, where: RoleWhereInput, but: string | null): Promise<Option[]> => {
  const roles = await work.tx.role.findMany({
    where: { ...where, kind: { in: working }, revokedAt: null },
    include: { person: { select: { nameSealed: true } } },
    orderBy: { grantedAt: "asc" },
  });
  const options = new Map<string, Option>();
  for (const { personId, kind, person } of roles) {
    if (personId === but || options.has(personId)) continue;
    const label = joined(" · ", plain(work.vault.open(person.nameSealed)), t(`directory.role.kind.${kind}`));
    options.set(personId, { value: personId, label });
  }
  return [...options.values()];
};
