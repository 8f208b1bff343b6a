import type { Work } from "../../core/work/work.ts";
import type { RequestModel, RoleKind } from "../../database/types.ts";
import type { Option } from "../form.ts";
import { joined, plain, t } from "../text.ts";

const working: RoleKind[] = ["administrator", "manager", "dispatcher", "contractor"];

/** Who may be given a request: staff and contractors of its building, each once. */
export const assignees = async (work: Work, request: RequestModel): Promise<Option[]> => {
  const roles = await work.tx.role.findMany({
    where: {
      companyId: request.companyId,
      kind: { in: working },
      revokedAt: null,
      OR: [{ buildingId: null }, { buildingId: request.buildingId }],
    },
    include: { person: { select: { nameSealed: true } } },
    orderBy: { grantedAt: "asc" },
  });
  const options = new Map<string, Option>();
  for (const { personId, kind, person } of roles) {
    if (personId === request.assigneeId || options.has(personId)) continue;
    const label = joined(" · ", plain(work.vault.open(person.nameSealed)), t(`directory.role.kind.${kind}`));
    options.set(personId, { value: personId, label });
  }
  return [...options.values()];
};
