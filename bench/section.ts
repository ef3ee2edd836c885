import type { ReportLine } from "#tests/rig/report.ts";

/**
 * `size`: of the database of `country` (the larger one) and of `upgrade`, 1 being the nation. `from`: the commit that
 * `upgrade` begins with, and that `notices` measures too. `tuning`: `wait` runs the half-days by which its values are
 * chosen, not those that judge them.
 */
export type Options = { readonly size?: number; readonly from?: string; readonly tuning?: true };

/**
 * A part of the bench, run alone by its name: `npm run bench -- bookings`. `onlyByName`: it takes so long or so much
 * room that `npm run bench` alone leaves it out.
 */
export type Section = {
  readonly name: string;
  readonly title: string;
  readonly onlyByName?: boolean;
  readonly measure: (options: Options) => Promise<readonly ReportLine[]>;
};
