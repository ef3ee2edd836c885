import { writeFile } from "node:fs/promises";
import { drawMail } from "./draw-mail.ts";
import { runScript } from "./run-script.ts";

const KEPT = "lib/mail/pieces.ts";

/** `npm run mail-pieces`: writes the pieces of mails again, as scripts/draw-mail.ts draws them. */
await runScript(async () => {
  const pieces = Object.entries(await drawMail()).map(([name, html]) => `  ${name}: \`${html}\`,\n`);
  await writeFile(
    KEPT,
    `/** The pieces of which mails are made: HTML with slots. Written by \`npm run mail-pieces\` (scripts/draw-mail.ts); a test compares them. */
export const PIECES = {
${pieces.join("")}} as const;
`,
  );
  console.log(`${KEPT}: ${pieces.length} pieces. Keep what changed.`);
});
