import { LINES_OF_SHEET } from "#components/queue/paper-sheet.tsx";

/** The highest number of which there are sheets. */
const MOST = 96;

/** How many sheets reach up to the number that an address asks for (`?a=48`); one without it. */
export function requestedSheets(asked: string | string[] | undefined): number {
  const last = Number(asked);
  return Number.isInteger(last) && 1 <= last && last <= MOST ? Math.ceil(last / LINES_OF_SHEET) : 1;
}
