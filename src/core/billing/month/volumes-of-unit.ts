import type { UnitVolume, Volumes } from "../volumes.ts";

const none: readonly UnitVolume[] = [];

const indexes = new WeakMap<Volumes, ReadonlyMap<string, UnitVolume[]>>();

/** The known volumes of a unit and service, one for each register. */
export const volumesOfUnit = (volumes: Volumes, unitId: string, serviceId: string): readonly UnitVolume[] =>
  indexOf(volumes).get(`${unitId} ${serviceId}`) ?? none;

const indexOf = (volumes: Volumes): ReadonlyMap<string, UnitVolume[]> => {
  const known = indexes.get(volumes);
  if (known) return known;
  const index = new Map<string, UnitVolume[]>();
  for (const volume of volumes.units) {
    if (volume.origin === "none") continue;
    const key = `${volume.unitId} ${volume.serviceId}`;
    const list = index.get(key);
    if (list) list.push(volume);
    else index.set(key, [volume]);
  }
  indexes.set(volumes, index);
  return index;
};
