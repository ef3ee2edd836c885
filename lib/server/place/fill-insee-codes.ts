import { db, transaction } from "../db.ts";
import { communeFinder } from "./find-commune.ts";

/** Places in one transaction. */
const BATCH = 500;

/** Whether the commune of a place has not been looked up: written by an older version or by hand. Reads one entry of an index. */
export const arePlacesToLookUp = async (): Promise<boolean> =>
  (await db.place.findFirst({ where: { inseeCode: null }, select: { id: true } })) !== null;

/**
 * Writes the INSEE code of each place whose commune has not been looked up; an empty text where none is known, so that it is
 * not looked up again. May run twice, also at once. Returns how many places were looked up.
 */
export async function fillInseeCodes(batch = BATCH): Promise<number> {
  const findCommune = communeFinder();
  for (let filled = 0; ;) {
    const count = await transaction(async (tx) => {
      const places = await tx.$queryRaw<readonly { id: string; city: string; postalCode: string }[]>`
        SELECT id, city, postal_code AS "postalCode" FROM place WHERE insee_code IS NULL LIMIT ${batch} FOR NO KEY UPDATE SKIP LOCKED`;
      const codes = places.map(({ city, postalCode }) => findCommune(city, postalCode)?.code ?? "");
      return tx.$executeRaw`
        UPDATE place SET insee_code = found.code
        FROM unnest(${places.map(({ id }) => id)}::uuid[], ${codes}::text[]) AS found (id, code) WHERE place.id = found.id`;
    }, "service");
    filled += count;
    if (count < batch) return filled;
  }
}
