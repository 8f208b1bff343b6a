import type { Ledger } from "./ledger.ts";
import { workAsManager } from "./manager.ts";
import { seededRandom } from "./random.ts";
import { liveAsResident } from "./resident.ts";
import type { World } from "./world.ts";

/** All residents and managers live their lives until the ledger is over; rejects when one of them waits in vain. */
export const liveStory = async (world: World, ledger: Ledger, seed: number): Promise<void> => {
  const { residentCodes, managerCodes } = world.seeded;
  await Promise.all([
    ...residentCodes.map((code, index) =>
      liveAsResident(world, ledger, seededRandom(seed + 100 + index), { index, code }),
    ),
    ...managerCodes.map((code, index) =>
      workAsManager(world, ledger, seededRandom(seed + 500 + index), {
        index,
        code,
        of: managerCodes.length,
      }),
    ),
  ]);
};

/** Does the deed while people live; what goes wrong in their lives ends it. */
export const during = async (story: Promise<void>, deed: Promise<void>): Promise<void> => {
  const failed = new Promise<never>((_, reject) => {
    story.catch(reject);
  });
  await Promise.race([deed, failed]);
};
