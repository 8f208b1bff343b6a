import type { Actor } from "../../core/access/actor.ts";
import { type Act, can } from "../../core/access/policy.ts";

/** Whether somebody may do this in the whole company or in one of the buildings they have a role in. */
export const maySomewhere = (actor: Actor, act: Act): boolean =>
  actor.kind === "person" &&
  [null, ...actor.roles.map(({ buildingId }) => buildingId)].some((buildingId) =>
    can(actor, act, { companyId: actor.companyId, buildingId }),
  );
