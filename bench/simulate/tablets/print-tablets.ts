import { simulateTablets, type Wanted } from "./half-days.ts";

/** Plays half-days from a seed on, prints what came of it, and answers the exit code: 1 when something did not hold. */
export async function printTablets(wanted: Wanted): Promise<number> {
  const before = process.cpuUsage();
  const { acts, halfDays, broken } = await simulateTablets(wanted);
  const { user, system } = process.cpuUsage(before);
  if (broken) {
    console.log(`Seed ${broken.seed}, ${broken.what}`);
    console.log(`The same in ${broken.script.length} steps:`);
    for (const step of broken.script) console.log(`  ${JSON.stringify(step)}`);
    console.log(`Again: npm run simulate -- tablets --once --seed ${broken.seed}`);
    return 1;
  }
  const perSecond = Math.round(acts / ((user + system) / 1_000_000));
  console.log(`${acts} acts of ${halfDays} half-days, ${perSecond} a second of one core: everything held.`);
  return 0;
}
