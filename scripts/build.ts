import { buildWhenChanged, distDir } from "./build-application.ts";
import { runScript } from "./run-script.ts";

/** `npm run build`: builds the application if its sources have changed. */
await runScript(async () => {
  const built = await buildWhenChanged();
  console.log(built ? `Built into ${distDir()}.` : `${distDir()} is already built from these sources.`);
});
