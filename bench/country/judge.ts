/**
 * How the cost of a use case may depend on the size of the database. `local`: it concerns one place, half-day, person
 * or share, and costs the same at every size. `bounded`: it lists half-days of the nation up to a limit, and may cost
 * more as its answer fills, not more for each row, and looks at little else. `grows`: imports, exports and nightly
 * work, with the reason.
 */
export type Scale = "local" | "bounded" | { readonly grows: string };

/** A sequential scan. `pages`: of its table, 8 kB each; `served`: whether an index could narrow it. */
export type Scan = { readonly table: string; readonly rows: number; readonly pages: number; readonly served: boolean };

/**
 * A statement measured at one size. `extent`: the rows of its answer, or how many ids it was sent if those are more;
 * `looked`: the rows that its scans looked at; `looks`: how often it entered an index from its top; `heaviest`: the
 * node of its plan that touched most buffers, as a sentence.
 */
export type MeasuredStatement = {
  readonly name: string;
  readonly milliseconds: number;
  readonly buffers: number;
  readonly extent: number;
  readonly looked: number;
  readonly looks: number;
  readonly writes: boolean;
  readonly scans: readonly Scan[];
  readonly heaviest: string;
};

/** How much more the larger database may cost. */
const MOST_GROWTH = 1.3;

/**
 * Buffers that a statement may touch more at ten times the size, however few it touched: indexes are a level deeper.
 * One that writes also may: a row that no longer fits its page enters every index of the table anew.
 */
const LEVELS = { read: 8, write: 32 } as const;

/** Pages from the top of an index to a row, which each id that is sent may need anew. */
const DEPTH = 3;

/**
 * Rows that a bounded list may look at for each row of its answer, or for each half-day that it was sent: those of one
 * line.
 */
const ROWS_OF_ONE = 50;

/**
 * Tables whose rows do not become more with places and years; organisations are some thousand in the whole nation, on a
 * few dozen pages.
 */
const FIXED: ReadonlySet<string> = new Set([
  "instance_clock",
  "installation",
  "half_day_figures_progress",
  "organisation",
]);

/**
 * Pages from which a sequential scan counts even where an index could narrow it. Of a smaller table Postgres rightly
 * prefers to read all; it will not at the nation's size.
 */
const LARGE_TABLE = 500;

/** Buffers that a page or a call may touch, all its statements that only read together. */
export const MOST_BUFFERS = 2_000;

/** How many times as many buffers, or for a bounded list as many for each row of its answer. */
export const growthOf = (scale: Scale, base: MeasuredStatement, larger: MeasuredStatement): number =>
  larger.buffers / Math.max(1, base.buffers) / filled(scale, base, larger);

/**
 * Why a statement misses its bound, one sentence each; none when it keeps it. `base`: undefined when only the larger
 * size has it.
 */
export function missesOf(
  scale: Scale,
  base: MeasuredStatement | undefined,
  larger: MeasuredStatement,
): readonly string[] {
  if (typeof scale === "object") return [];
  const scanned = larger.scans
    // Of an empty table Postgres asks no index.
    .filter(({ table, pages, served }) => !FIXED.has(table) && pages > 0 && (!served || pages >= LARGE_TABLE))
    .map(({ table, rows, served }) => `It scans ${table} (${rows} rows)${served ? "" : ", and no index serves it"}.`);
  const grown =
    base && growsTooMuch(filled(scale, base, larger), base, larger)
      ? [
          `It touches ${growthOf(scale, base, larger).toFixed(1)} times as many buffers${scale === "bounded" ? " a row" : ""}: ${larger.heaviest}.`,
        ]
      : [];
  const wasted =
    scale === "bounded" && larger.looked > Math.max(1, larger.extent) * ROWS_OF_ONE
      ? [`It looks at ${larger.looked} rows for ${larger.extent}: ${larger.heaviest}.`]
      : [];
  return [...new Set(scanned), ...(grown.length > 0 ? grown : wasted)];
}

/** How many times as much a bounded list answers; 1 for all others. */
const filled = (scale: Scale, base: MeasuredStatement, larger: MeasuredStatement): number =>
  scale === "bounded" ? Math.max(1, larger.extent / Math.max(1, base.extent)) : 1;

/**
 * Whether it touches more buffers than it may. As many rows as before may each lie on a page of their own, and each id
 * and each row of another table be looked up from the top of an index: what belongs to one line is written among that
 * of all lines open at the same time.
 */
function growsTooMuch(times: number, base: MeasuredStatement, larger: MeasuredStatement): boolean {
  const most = times * MOST_GROWTH;
  const levels = larger.writes ? LEVELS.write : LEVELS.read;
  if (larger.buffers <= base.buffers * most + levels) return false;
  const before = withoutSmallScans(base);
  const after = withoutSmallScans(larger);
  if (after.buffers <= before.buffers * most + levels) return false;
  // Where the smaller table was read whole, the larger one may be entered by an index for each row that was read of it.
  const lookedBefore = Math.max(before.looked, base.looked);
  if (after.looked > lookedBefore * most || larger.looks > Math.max(base.looks, base.looked) * most) return true;
  return after.buffers > (before.looked + (base.extent + larger.looks) * DEPTH) * most + levels;
}

/** What it touches and looks at beside the small tables that Postgres rightly prefers to read whole (`LARGE_TABLE`). */
function withoutSmallScans({
  buffers,
  looked,
  scans,
}: MeasuredStatement): Pick<MeasuredStatement, "buffers" | "looked"> {
  const small = scans.filter(({ served, pages }) => served && pages < LARGE_TABLE);
  const sum = (of: "pages" | "rows"): number => small.reduce((whole, scan) => whole + scan[of], 0);
  return { buffers: buffers - sum("pages"), looked: looked - sum("rows") };
}

/** A page may take so many times as long at the larger size, or so many milliseconds more . */
const SLOWER = { times: 1.5, milliseconds: 5 } as const;

/** Whether all statements of a page together take no longer than that at the larger size. */
export const isAsFast = (base: readonly MeasuredStatement[], larger: readonly MeasuredStatement[]): boolean => {
  const [before, after] = [base, larger].map((all) => all.reduce((sum, one) => sum + one.milliseconds, 0)) as [
    number,
    number,
  ];
  return after <= Math.max(before * SLOWER.times, before + SLOWER.milliseconds);
};
