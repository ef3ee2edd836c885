/** Days without school, YYYY-MM-DD, both included: from the day after the last lessons to the day before the next. */
type SchoolHoliday = { readonly from: string; readonly to: string };

/** What is known of the school holidays of one zone, in any order. After the last of them nothing is known. */
export type SchoolCalendar = readonly SchoolHoliday[];

/** Whether there is school: `holiday`, `term` (week-ends too), or `unknown` after the last holidays of the calendar. */
export function schoolOn(calendar: SchoolCalendar, date: string): "holiday" | "term" | "unknown" {
  if (calendar.some(({ from, to }) => from <= date && date <= to)) return "holiday";
  return calendar.some(({ to }) => date < to) ? "term" : "unknown";
}

/**
 * The zone of school holidays of a département, as the ministry of education names it: « A », « B », « C », « Corse ».
 * Overseas each académie has its own calendar, so each département is a zone, named by its number.
 */
export const schoolZoneOf = (department: string): string =>
  ZONES.find(({ departments }) => departments.includes(department))?.zone ?? department;

const ZONES: readonly { readonly zone: string; readonly departments: readonly string[] }[] = [
  {
    zone: "A",
    departments:
      "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90".split(" "),
  },
  {
    zone: "B",
    departments:
      "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 61 62 67 68 72 76 80 83 84 85 88".split(
        " ",
      ),
  },
  { zone: "C", departments: "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95".split(" ") },
  { zone: "Corse", departments: ["20", "2A", "2B"] },
];
