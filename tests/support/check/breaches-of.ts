import { checks } from "./checks.ts";
import { readTree } from "./tree.ts";

/**
 * `node breaches-of.ts <check> <tree>…` prints, as JSON, what that check finds in each tree, in order.
 * The planted breaches of tests/check run the same code as `npm run check`, under the same plain Node.
 */
const [name = "", ...trees] = process.argv.slice(2);
const check = checks[name];
if (!check) throw new Error(`There is no check named “${name}”. There are: ${Object.keys(checks).join(", ")}.`);
const findings = [];
for (const tree of trees) findings.push(await check(readTree(tree)));
process.stdout.write(JSON.stringify(findings));
