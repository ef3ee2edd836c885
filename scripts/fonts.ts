import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cutFonts } from "./cut-fonts.ts";
import { runScript } from "./run-script.ts";

/** `npm run fonts`: writes the files of public/fonts again, cut from the packages as app/fonts.css says. */
await runScript(async () => {
  await mkdir("public/fonts", { recursive: true });
  for (const [address, bytes] of await cutFonts()) {
    await writeFile(join("public", address), bytes);
    console.log(`${`public${address}`.padEnd(40)} ${(bytes.length / 1000).toFixed(1).padStart(6)} kB`);
  }
  console.log("Keep what changed.");
});
