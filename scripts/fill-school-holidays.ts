import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { withClient } from "./database.ts";

/** The school holidays that come with the product (data/README.md): zone, name, first and last day. */
const FILE = join(import.meta.dirname, "../data/school-holidays.csv");

/** Fills the table of school holidays where it is empty; what somebody imported stays as it is. */
export async function fillSchoolHolidays(ownerUrl: string): Promise<void> {
  const rows = (await readFile(FILE, "utf8"))
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(";"));
  const column = (at: number): readonly (string | undefined)[] => rows.map((row) => row[at]);
  await withClient(ownerUrl, (client) =>
    client.query(
      `INSERT INTO school_holiday (zone, name, from_date, to_date)
       SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::date[]) WHERE NOT EXISTS (SELECT FROM school_holiday)
       ON CONFLICT DO NOTHING`,
      [column(0), column(1), column(2), column(3)],
    ),
  );
}
