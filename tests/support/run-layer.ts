import { runScript } from "#scripts/run-script.ts";
import { CommandError } from "#scripts/command-error.ts";
import { prepareBrowser } from "./browser.ts";
import { runJest } from "./jest.ts";
import { LAYERS, type Layer } from "./layers.ts";

/** `npm run test:unit -- pattern`: one layer once, in the time zone of this machine. */
await runScript(async () => {
  const [layer = "unit", ...words] = process.argv.slice(2);
  if (!isLayer(layer))
    throw new CommandError(`There is no layer ${layer}. There are: ${Object.keys(LAYERS).join(", ")}.`);
  if (layer === "e2e") await prepareBrowser();
  return runJest(layer, words);
});

function isLayer(name: string): name is Layer {
  return Object.hasOwn(LAYERS, name);
}
