import type { UnitVolume, Volumes } from "../volumes.ts";

const none: readonly UnitVolume[] = [];

type Index = ReadonlyMap<string, ReadonlyMap<string, UnitVolume[]>>;

const indexes = new WeakMap<Volumes, Index>();

/** The known volumes of a unit and service, one for each register. */
export const volumesOfUnit = (volumes: Volumes, unitId: string, serviceId: string): readonly UnitVolume[] =>
  indexOf(volumes).get(unitId)?.get(serviceId) ?? none;

const indexOf = (volumes: Volumes): Index => {
  const known = indexes.get(volumes);
  if (known) return known;
  const index = new Map<string, Map<string, UnitVolume[]>>();
  for (const volume of volumes.units) {
    if (volume.origin === "none") continue;
    const services = index.get(volume.unitId) ?? new Map<string, UnitVolume[]>();
    const list = services.get(volume.serviceId);
    if (list) list.push(volume);
    else index.set(volume.unitId, services.set(volume.serviceId, [volume]));
  }
  indexes.set(volumes, index);
  return index;
};
