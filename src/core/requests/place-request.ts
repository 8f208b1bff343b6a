import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { openHomes } from "./open-homes.ts";

/** The resident says in which of their homes it is, or with null: in the common places. */
export const placeRequest = (
  work: Work,
  input: { requestId: string; unitId: string | null },
): Promise<Outcome<Changed, ChangeRefusal | "place-unknown" | "unchanged">> =>
  changeRequest<"place-unknown" | "unchanged">(work, {
    requestId: input.requestId,
    act: "request.answer",
    move: "answer",
    decide: async (request) => {
      const homes = await openHomes(work.tx, request.id);
      if (homes.length === 0) return refused("unchanged");
      const home = homes.find(({ unitId }) => unitId === input.unitId);
      if (!home && input.unitId !== null) return refused("place-unknown");
      const columns = home ? { unitId: home.unitId, buildingId: home.buildingId } : {};
      return done({ act: "placed", columns });
    },
  });
