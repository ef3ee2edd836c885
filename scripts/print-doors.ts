import type { Doors } from "./doors.ts";

/** Prints where to look, in the order in which one tries the product. */
export function printDoors(url: string, doors: Doors): void {
  const rows = [
    ["Home: find help", ""],
    ["Tablet of the team (sign in first)", doors.tablet],
    ["Screen in the room", doors.screen],
    ["QR code at the door: take a number", doors.door],
    ["My turn: the last one in line", doors.turn],
    ["Book an hour", doors.booking],
    ["Calendar shared with the CAF", doors.share],
    ["The same for Outlook and others", doors.calendar],
  ] as const;
  const width = Math.max(...rows.map(([label]) => label.length));
  console.log(`\nPermanences runs on ${url}. Neuhof is open, people wait, table 2 is free.\n`);
  for (const [label, path] of rows) console.log(`  ${label.padEnd(width)}  ${url}${path}`);
  console.log(
    `\nSign in at ${url}/connexion with one of these addresses. The code is shown on the page and printed here.\n`,
  );
  for (const account of doors.accounts) console.log(`  ${account}`);
  console.log("\nCtrl-C ends it. The data stays in .data; delete that folder to begin anew.\n");
}
