import { parseArgs } from "node:util";
import { runScript } from "#scripts/run-script.ts";
import { CommandError } from "#scripts/command-error.ts";
import { check } from "#tests/rig/checker/check.ts";
import { PLANTED, type PlantedFault } from "#tests/rig/planted-faults.ts";
import type { Size } from "#tests/rig/town.ts";
import { wholeNumber } from "#tests/rig/whole-number.ts";
import { endure, WHOLE } from "./endure.ts";
import { summaryOf } from "./summary.ts";

const EXAMPLE = "npm run endurance -- --seed 2 --operations 5000 --application-kills 2 --database-kills 2";

/**
 * `npm run endurance`: many clients, many kills, and a checker of every answer. Exits with 1 if an invariant is
 * violated.
 */
await runScript(async () => {
  const { size, fault } = asked();
  console.log(
    `${size.operations} operations by ${size.groups * size.clientsInGroup} clients, ${size.applicationKills} kills of the application and ${size.databaseKills} of the database; seed ${size.seed}.`,
  );
  const endured = await endure(size, fault, (sentence) => console.log(sentence));
  const broken = check(endured.evidence);
  console.log(summaryOf(size, endured, broken));
  return broken.length === 0 ? 0 : 1;
});

function asked(): { readonly size: Size; readonly fault: PlantedFault | undefined } {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: { seed: text, operations: text, "application-kills": text, "database-kills": text, fault: text },
  });
  const given = (name: Exclude<keyof typeof values, "fault">, usual: number): number =>
    wholeNumber(name, values[name], { usual, least: 0, example: EXAMPLE });
  const faults: Readonly<Record<string, PlantedFault>> = PLANTED;
  if (values.fault !== undefined && !faults[values.fault])
    throw new CommandError(`There is no fault “${values.fault}”. Those there are: ${Object.keys(faults).join(", ")}.`);
  const size = {
    ...WHOLE,
    seed: given("seed", WHOLE.seed),
    operations: given("operations", WHOLE.operations),
    applicationKills: given("application-kills", WHOLE.applicationKills),
    databaseKills: given("database-kills", WHOLE.databaseKills),
  };
  return { size, fault: values.fault === undefined ? undefined : faults[values.fault] };
}
