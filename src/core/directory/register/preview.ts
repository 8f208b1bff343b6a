import type { Vault } from "../../crypto/vault.ts";
import type { ImportPlan } from "./plan-import.ts";

/** What an import would write, as its card shows it. */
export interface RegisterPreview {
  counts: ImportPlan["counts"];
  /** 0.01 m² */
  area: number;
  valid: number;
  problems: number;
  /** The first few. */
  addresses: string[];
}

const shownAddresses = 5;

export const previewOf = ({ counts, area, valid, problems }: ImportPlan): RegisterPreview => ({
  counts,
  area,
  valid: valid.length,
  problems: problems.length,
  addresses: [...new Set(valid.map(({ building }) => building))].slice(0, shownAddresses),
});

export const sealPreview = (vault: Vault, preview: RegisterPreview): string =>
  vault.seal(JSON.stringify(preview));

export const openPreview = (vault: Vault, sealed: string): RegisterPreview =>
  JSON.parse(vault.open(sealed)) as RegisterPreview;
