import { accountToken } from "./account-token.ts";
import { runScript } from "./run-script.ts";

/** `npm run token`: makes a bearer token of an account and prints it once; --list lists tokens, --revoke ends one. */
await runScript(async () => console.log(await accountToken(process.argv.slice(2))));
