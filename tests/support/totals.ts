/** Where a run of a suite (quick, test or long) leaves how many of its tests passed and failed, as JSON. */
export const totalsFile = (suite: string): string => `tests/results/totals-${suite}.json`;
