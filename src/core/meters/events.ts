export type MeterEvent =
  | {
      type: "reading.given";
      companyId: string;
      unitId: string | null;
      meterId: string;
      readingId: string;
      month: string;
    }
  /** A person is reminded of a unit's readings; who has sent them is not. */
  | {
      type: "readings.wanted";
      companyId: string;
      unitId: string;
      personId: string;
      month: string;
      until: string;
    }
  /** A meter's verification runs out, or has run out. */
  | { type: "meter.expiring"; companyId: string; meterId: string; personId: string; until: string }
  | { type: "readings.import.changed"; companyId: string; importId: string }
  | { type: "readings.import.problems"; companyId: string; importId: string; attachmentId: string };
