import { accountToken } from "./account-token.ts";
import { runScript } from "./run-script.ts";

/** `npm run token -- --email E --name N`: prints a bearer token of that account, once; with --revoke it ends it. */
await runScript(async () => console.log(await accountToken(process.argv.slice(2))));
