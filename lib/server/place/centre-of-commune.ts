import type { Point } from "#lib/place/distance.ts";
import { readCommunes } from "./read-communes.ts";

/** Made at the first call. */
let kept: ReadonlyMap<string, Point> | undefined;

/** The centre of the commune with that INSEE code; undefined where its outline is not known (data/README.md). */
export const centreOf = (code: string | undefined): Point | undefined =>
  code === undefined
    ? undefined
    : (kept ??= new Map(readCommunes().map((commune) => [commune.code, commune]))).get(code);
