import type { MeterKind } from "../../../database/types.ts";
import type { ResidentKey } from "../people.ts";
import type { ServiceKey } from "./prices.ts";

/** A meter of the demonstration: what it stood at when the books were opened, and what a usual month uses, in thousandths. */
export interface PastMeter {
  kind: MeterKind;
  serial: string;
  /** One for each register. */
  initial: readonly bigint[];
  monthly: readonly bigint[];
}

/** What the books know of a home whose people have a phone. */
export interface PastHome {
  residents: number;
  meters: readonly PastMeter[];
  /** Day of the month and local time of sending readings; not given: there are no meters. */
  sends?: { day: number; at: string };
  /** Has sent those of the open month, too, if that day has come. */
  prompt?: true;
  /** Which of the two bills were paid, in full. */
  pays: readonly number[];
  /** How the home stood before, in kopecks. */
  opening?: { debt?: bigint; penalty?: bigint; advance?: bigint };
}

const cold = (serial: string, initial: bigint, monthly: bigint): PastMeter => ({
  kind: "cold_water",
  serial,
  initial: [initial],
  monthly: [monthly],
});
const hot = (serial: string, initial: bigint, monthly: bigint): PastMeter => ({
  kind: "hot_water",
  serial,
  initial: [initial],
  monthly: [monthly],
});
const power = (serial: string, initial: bigint, monthly: bigint): PastMeter => ({
  kind: "electricity",
  serial,
  initial: [initial],
  monthly: [monthly],
});
const dayAndNight = (
  serial: string,
  initial: readonly [bigint, bigint],
  monthly: readonly [bigint, bigint],
): PastMeter => ({ kind: "electricity", serial, initial, monthly });

export const homes: Readonly<Record<ResidentKey, PastHome>> = {
  anna: {
    residents: 3,
    meters: [
      cold("18-204511", 412_318n, 7_120n),
      hot("18-204512", 265_904n, 4_860n),
      dayAndNight("0741256", [6_214_000n, 3_105_000n], [168_000n, 74_000n]),
    ],
    sends: { day: 21, at: "19:40" },
    pays: [0],
  },
  john: {
    residents: 2,
    meters: [
      cold("18-204613", 187_220n, 5_340n),
      hot("18-204614", 120_775n, 3_610n),
      dayAndNight("0741257", [4_880_000n, 1_960_000n], [141_000n, 58_000n]),
    ],
    sends: { day: 22, at: "20:15" },
    pays: [0],
  },
  pyotr: {
    residents: 4,
    meters: [
      cold("18-204715", 655_010n, 9_870n),
      hot("18-204716", 498_360n, 6_940n),
      power("1120447", 15_208_000n, 232_000n),
    ],
    sends: { day: 20, at: "08:10" },
    prompt: true,
    pays: [0, 1],
    opening: { advance: 150_000n },
  },
  elena: {
    residents: 2,
    meters: [cold("17-119930", 301_446n, 5_020n), power("1120412", 9_431_000n, 156_000n)],
    sends: { day: 23, at: "21:05" },
    pays: [0],
  },
  // Without meters: water and electricity go by the norm.
  emma: { residents: 1, meters: [], pays: [0, 1] },
  viktor: { residents: 2, meters: [], pays: [0, 1] },
  larisa: {
    residents: 3,
    meters: [cold("16-880213", 733_108n, 8_430n), hot("16-880214", 512_655n, 5_570n)],
    sends: { day: 22, at: "18:00" },
    pays: [0],
  },
  // Owes since long before, and pays nothing.
  timur: {
    residents: 2,
    meters: [],
    pays: [],
    opening: { debt: 1_438_055n, penalty: 21_240n },
  },
  sophie: {
    residents: 2,
    meters: [cold("20-015533", 96_840n, 4_450n), hot("20-015534", 61_217n, 3_080n)],
    sends: { day: 21, at: "09:45" },
    prompt: true,
    pays: [0, 1],
  },
};

/** Days before the books were opened by which the old debt was due. */
export const oldDebtDays = 47;

/** What the staff read of each house's own electricity meter. */
export const houseMeters: readonly [PastMeter, PastMeter] = [
  power("H-000101", 884_310_000n, 8_400_000n),
  power("H-000212", 402_775_000n, 5_300_000n),
];

/** Somebody to whom the law gives a part of a service. */
export const privilege = {
  of: "viktor",
  service: "upkeep",
  /** Hundredths of a percent. */
  discount: 5_000,
  reason: "Ветеран труда, удостоверение № 118",
} as const satisfies { of: ResidentKey; service: ServiceKey; discount: number; reason: string };

/** A fact that came too late for the first bill. */
export const correction = {
  of: "elena",
  residents: 3,
  reason: "С начала месяца в квартире живут трое",
} as const satisfies { of: ResidentKey; residents: number; reason: string };

/** Most of the flats without a phone, by the number of their second bill, have paid what it asks for. */
export const neighbourPays = (number: number): boolean => number % 9 !== 4;
