import { runScript } from "./run-script.ts";
import { updateInstallation } from "./update/update-installation.ts";

/**
 * `npm run update`, in the folder of the new version: brings the installation to it, or leaves the previous one serving
 * (docs/exploitation.md).
 */
await runScript(() => updateInstallation(process.argv.slice(2)));
