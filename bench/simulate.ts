import { parseArgs } from "node:util";
import { CommandError } from "#scripts/command-error.ts";
import { runScript } from "#scripts/run-script.ts";
import { wholeNumber } from "#tests/rig/whole-number.ts";
import { translatorOfSms } from "#lib/server/translate.ts";
import { ASSUMPTIONS, simulateTold, type ToldFigures } from "./simulate/told.ts";
import { simulateTablets, type PlayLimits } from "./simulate/tablets/half-days.ts";
import { randomFrom } from "./wait/random.ts";

/** Acts that `tablets` plays where nothing else is asked. */
const ACTS = 200_000;

const EXAMPLE = "npm run simulate -- tablets --acts 10000 --seed 2";

/**
 * Appointments that are simulated: so many that a further run with another seed changes no figure by more than a point.
 */
const MANY = 20_000;

/**
 * `npm run simulate -- told`: what messages would do for a thousand appointments, under the assumptions that it prints.
 * `npm run simulate -- tablets`: tablets, server, kiosk and telephones in one process, through whatever may happen to
 * them. `--acts`: how many acts at least; `--seed`: the first seed, and with `--once` the only one.
 */
await runScript(async () => {
  const { positionals, values } = parsed();
  const acts = wholeNumber("acts", values.acts, { usual: ACTS, example: EXAMPLE });
  const seed = wholeNumber("seed", values.seed, { usual: 1, example: EXAMPLE });
  switch (positionals[0]) {
    case "told":
      return printTold();
    case "tablets":
      return printTablets({ seed, ...(values.once ? { halfDays: 1 } : { acts }) });
    default:
      throw new CommandError("Say what to simulate: npm run simulate -- told, or npm run simulate -- tablets");
  }
});

/** The words of the command. */
function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { acts: { type: "string" }, seed: { type: "string" }, once: { type: "boolean", default: false } },
    });
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)} Try: ${EXAMPLE}`);
  }
}

/** Prints what messages would do for a thousand appointments, and the assumptions. */
function printTold(): void {
  print(
    simulateTold(MANY, ASSUMPTIONS, randomFrom(1).share, (words) =>
      translatorOfSms(words === "figures" ? "fr" : words),
    ),
  );
}

function print(figures: ToldFigures): void {
  const perThousand = (count: number): string => String(Math.round((1_000 * count) / figures.appointments));
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  const shares = (given: Readonly<Record<string, number>>): string =>
    Object.entries(given)
      .map(([key, share]) => `${key} ${percent(share)}`)
      .join(", ");
  const { contacts, words, daysAhead, noShow, cancelInstead, reused, price } = ASSUMPTIONS;
  console.log(`Assumptions (bench/simulate/told.ts says where each is from; none was measured in Strasbourg):
  contact left        ${shares(contacts)}
  words               ${shares(words)}
  days ahead          ${shares(daysAhead)}
  do not come         ${percent(noShow.not)} without a reminder, ${percent(noShow.reminded)} with one (RDV-Solidarités)
  cancel instead      ${percent(cancelInstead)} of those whom a reminder keeps from not coming
  freed hours reused  ${percent(reused)} (Doctolib, under 48 hours)
  a segment           ${price} € without tax

Of 1,000 appointments, by the rules of lib/message:
  ${perThousand(figures.reminded).padStart(5)}  are reminded by SMS or mail
  ${perThousand(figures.toCall).padStart(5)}  are called, ${perThousand(figures.onSite)} are told on site: nothing is sent to them
  ${perThousand(figures.noShowsWithoutReminders).padStart(5)}  would not come without messages
  ${perThousand(figures.noShows).padStart(5)}  do not come: ${perThousand(figures.noShowsWithoutReminders - figures.noShows)} no-shows avoided
  ${perThousand(figures.freed).padStart(5)}  are cancelled in time instead, and ${perThousand(figures.reused)} of these hours go to somebody else
  ${perThousand(figures.helped - figures.helpedWithoutReminders).padStart(5)}  people more are received
  ${perThousand(figures.sms).padStart(5)}  SMS leave, ${perThousand(figures.segments)} segments: ${(figures.segments / figures.helped).toFixed(2)} segments a person helped, ${((figures.segments * price) / figures.helped).toFixed(3)} €`);
}

/** Plays half-days from a seed on, prints what came of it, and answers the exit code: 1 when something did not hold. */
async function printTablets(wanted: PlayLimits): Promise<number> {
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
