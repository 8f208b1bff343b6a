import type { Patient } from "./patient.ts";

/** What one check found; a warning or fault says what to do. */
export interface Finding {
  /** The check's name, such as "telegram-token"; the same in every run. */
  check: string;
  status: "ok" | "warning" | "fault";
  text: string;
  remedy?: string;
}

/** Looks at one thing and changes nothing. Throws only on faults of its own. */
export type Check = (patient: Patient) => Promise<Finding[]>;

export const ok = (check: string, text: string): Finding => ({ check, status: "ok", text });

export const warning = (check: string, text: string, remedy: string): Finding => ({
  check,
  status: "warning",
  text,
  remedy,
});

export const fault = (check: string, text: string, remedy: string): Finding => ({
  check,
  status: "fault",
  text,
  remedy,
});
