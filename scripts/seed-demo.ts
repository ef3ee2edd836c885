import { startNode, type Settings } from "./child.ts";
import type { DemoAddresses } from "./demo-addresses.ts";
import { CommandError } from "./command-error.ts";

/**
 * Fills a migrated database with the demo's data, or brings it up to date with today, and returns the demo's addresses.
 * In a process of its own: the database client is made from settings that this process may not have yet.
 */
export async function seedDemo(settings: Settings): Promise<DemoAddresses> {
  const { code, printed, said } = await startNode(["--conditions=react-server", "prisma/seed/seed.ts"], settings, true)
    .end;
  if (code !== 0) throw new CommandError(`The demo's data could not be written.\n${said.trim()}`);
  return JSON.parse(printed) as DemoAddresses;
}
