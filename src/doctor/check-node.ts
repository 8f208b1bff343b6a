import { type Finding, fault, ok } from "./finding.ts";

const least = [20, 19] as const;

/** package.json's engines. */
export const checkNode = (nodeVersion: string): Finding[] => {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, "").split(".").map(Number);
  if (major > least[0] || (major === least[0] && minor >= least[1]))
    return [ok("node", `Node ${nodeVersion}`)];
  return [fault("node", `Node ${nodeVersion} is too old`, `install Node ${least.join(".")} or newer`)];
};
