import { parseArgs } from "node:util";
import { runScript } from "#scripts/run-script.ts";
import { CommandError } from "#scripts/command-error.ts";
import { check } from "./checker/check.ts";
import { endure, type Fault } from "./endure.ts";
import { FAULTS } from "./faults.ts";
import { WHOLE, type Size } from "./size.ts";
import { summaryOf } from "./summary.ts";

/** `npm run endurance`: many clients, many kills, and a checker of every answer. Exits with 1 if an invariant is violated. */
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

function asked(): { readonly size: Size; readonly fault: Fault | undefined } {
  const number = { type: "string" } as const;
  const { values } = parseArgs({
    options: { seed: number, operations: number, "application-kills": number, "database-kills": number, fault: number },
  });
  const given = (name: keyof typeof values, usual: number): number => {
    const value = Number(values[name] ?? usual);
    if (!Number.isInteger(value) || value < 0)
      throw new CommandError(
        `--${name} is “${values[name]}”, and must be a whole number. Try: npm run endurance -- --seed 2 --operations 5000 --application-kills 2 --database-kills 2`,
      );
    return value;
  };
  const faults: Readonly<Record<string, Fault>> = FAULTS;
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
