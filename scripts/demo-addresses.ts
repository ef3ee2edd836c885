/** What one can try in the demo: paths of the application, and the accounts that can sign in. */
export type DemoAddresses = {
  /** The permanence that is open now. */
  readonly permanence: string;
  readonly tablet: string;
  readonly screen: string;
  readonly door: string;
  readonly turn: string;
  readonly booking: string;
  readonly share: string;
  readonly calendar: string;
  readonly accounts: readonly string[];
};

/** Prints where to look, in the order in which one tries the product. `log`: the file to which its log goes. */
export function printAddresses(url: string, addresses: DemoAddresses, folder: string, log?: string): void {
  const rows = [
    ["Home: find help", ""],
    ["Tablet of the team (sign in first)", addresses.tablet],
    ["Screen in the room", addresses.screen],
    ["QR code at the door: take a number", addresses.door],
    ["My turn: the last one in line", addresses.turn],
    ["Book an hour", addresses.booking],
    ["Calendar shared with the CAF", addresses.share],
    ["The same for Outlook and others", addresses.calendar],
    ["What people receive: a phone and a mailbox", "/messages"],
  ] as const;
  const width = Math.max(...rows.map(([label]) => label.length));
  console.log(`\nPermanences runs on ${url}. Neuhof is open, people wait, table 2 is free.\n`);
  for (const [label, path] of rows) console.log(`  ${label.padEnd(width)}  ${url}${path}`);
  console.log(`\nSign in at ${url}/connexion with one of these addresses. The code is shown on the page.\n`);
  for (const account of addresses.accounts) console.log(`  ${account}`);
  if (log) console.log(`\nIts log goes to ${log}.`);
  console.log(`\nCtrl-C ends it. The data stays in ${folder}; delete that folder to begin anew.\n`);
}
