import type { OccupancyKind } from "../../../database/types.ts";
import { can } from "../../access/policy.ts";
import type { Vault } from "../../crypto/vault.ts";
import { fractionText } from "../../fraction.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { contactHash } from "../contact.ts";
import { normaliseEmail } from "../email.ts";
import { holdingsChanged } from "../holdings-changed.ts";
import { sameAs, tidy } from "../names.ts";
import { keepPast, verifiedNow } from "../occupancy.ts";
import { addPerson } from "../people/add-person.ts";
import { phonesIn } from "../phone.ts";
import { refuse } from "../refuse.ts";
import { exceedsWhole, largestSum, type Share } from "../share.ts";
import { endLater } from "./end-later.ts";
import { lockUnit, ownedShares, recheckShares } from "./recheck-shares.ts";
import type { StaffProof } from "./verify-occupancy.ts";

export interface NewOccupant {
  unitId: string;
  name: string;
  /** As it was typed; may be several numbers. */
  phone: string | null;
  email: string | null;
  kind: OccupancyKind;
  /** Of an owner. */
  share: Share | null;
  from: Date;
  to: Date | null;
  /** By what staff know it; null: not verified. */
  verifiedHow: StaffProof | null;
}

export type OccupantRefusal =
  | "forbidden"
  | "not-found"
  | "bad-name"
  | "bad-phone-cell"
  | "bad-email"
  | "bad-dates"
  | "share-over"
  | "already-there";

/** Writes that somebody owns, rents or lives in a unit: a person who is known by name and contact, or a new one. */
export const addOccupant = async (
  work: Work,
  input: NewOccupant,
): Promise<Outcome<{ personId: string }, OccupantRefusal>> => {
  const { tx, actor, now } = work;
  const { unitId, kind, from, to } = input;
  const attempt = { act: "person.add", subjectType: "unit", subjectId: unitId };
  const unit = await tx.unit.findUnique({ where: { id: unitId } });
  if (!unit) return refuse(work, attempt, "not-found");
  const { companyId, buildingId } = unit;
  if (!can(actor, "person.add", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const name = tidy(input.name);
  const { phones, wrong } = phonesIn(input.phone ?? "");
  const email = input.email ? normaliseEmail(input.email) : null;
  if (name.length < 2 || name.length > 200) return refuse(work, attempt, "bad-name");
  if (wrong.length > 0) return refuse(work, attempt, "bad-phone-cell");
  if (email === undefined) return refuse(work, attempt, "bad-email");
  if (to && (to <= from || to <= now)) return refuse(work, attempt, "bad-dates");
  await lockUnit(work, unitId);
  const share = kind === "owner" ? input.share : null;
  if (share) {
    const owned = (await ownedShares(work, [unitId])).get(unitId) ?? [];
    const sum = largestSum([...owned, { ...share, from, to }], now);
    if (exceedsWhole(sum)) return refuse(work, attempt, "share-over", { sum: fractionText(sum) });
  }
  const known = await knownPerson(work, { companyId, unitId, name, phones, email });
  const before = known
    ? await tx.occupancy.findUnique({ where: { personId_unitId_kind: { personId: known, unitId, kind } } })
    : null;
  if (before && (before.to === null || before.to > now)) return refuse(work, attempt, "already-there");
  const personId = known ?? (await addPerson(work, companyId, name));
  await addContacts(work, { companyId, personId, phones, email });
  const verified =
    input.verifiedHow && actor.kind === "person"
      ? verifiedNow(work, { how: input.verifiedHow, by: actor.personId })
      : { verifiedAt: null, verifiedHow: null, verifiedBy: null };
  const shares = { shareNumerator: share?.numerator ?? null, shareDenominator: share?.denominator ?? null };
  const data = { from, to, ...shares, ...verified };
  if (before?.to) await keepPast(work, { ...before, to: before.to });
  const { id: occupancyId } = before
    ? await tx.occupancy.update({ where: { id: before.id }, data })
    : await tx.occupancy.create({ data: { companyId, personId, unitId, kind, ...data } });
  await recheckShares(work, companyId, [unitId]);
  await endLater(work, { occupancyId, companyId, to });
  holdingsChanged(work, companyId, [{ unitId, kind, before, after: { from, to } }]);
  work.audit({ ...attempt, after: { personId, kind, share, from, to, verifiedHow: input.verifiedHow } });
  return done({ personId });
};

interface Described {
  companyId: string;
  unitId: string;
  name: string;
  phones: readonly string[];
  email: string | null;
}

/** As a register's row is understood: the same name with the same contact, or in the same unit. */
const knownPerson = async (
  { tx, vault }: Work,
  { companyId, unitId, name, ...contacts }: Described,
): Promise<string | null> => {
  const hashes = hashesOf(vault, contacts).map(({ valueHash }) => valueHash);
  const people = await tx.person.findMany({
    where: {
      companyId,
      OR: [{ contactPoints: { some: { valueHash: { in: hashes } } } }, { occupancies: { some: { unitId } } }],
    },
    select: { id: true, nameSealed: true },
    orderBy: { id: "asc" },
  });
  return people.find(({ nameSealed }) => sameAs(vault.open(nameSealed)) === sameAs(name))?.id ?? null;
};

const hashesOf = (vault: Vault, { phones, email }: Pick<Described, "phones" | "email">) => [
  ...phones.map((value) => ({
    kind: "phone" as const,
    value,
    valueHash: contactHash(vault, "phone", value),
  })),
  ...(email ? [{ kind: "email" as const, value: email, valueHash: contactHash(vault, "email", email) }] : []),
];

const addContacts = async (
  { tx, vault, now }: Work,
  {
    companyId,
    personId,
    ...contacts
  }: { companyId: string; personId: string; phones: string[]; email: string | null },
): Promise<void> => {
  for (const { kind, value, valueHash } of hashesOf(vault, contacts)) {
    const where = { personId_kind_valueHash: { personId, kind, valueHash } };
    const row = { companyId, personId, kind, valueHash, valueSealed: vault.seal(value), createdAt: now };
    await tx.contactPoint.upsert({ where, create: row, update: {} });
  }
};
