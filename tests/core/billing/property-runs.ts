/** How often a property is tried: DOMOVOY_RUNS, or a number that keeps the suite short. */
export const propertyRuns = { numRuns: Number(process.env.DOMOVOY_RUNS ?? 300) };
