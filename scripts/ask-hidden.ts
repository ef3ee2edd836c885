import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Asks at the terminal for something that is not shown while it is typed; undefined where nobody sits at one. */
export async function askHidden(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  // Ctrl-C ends the command, also while it asks.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  // Once the terminal shows no typing any more.
  process.stderr.write(question);
  const answer = await terminal.question("");
  terminal.close();
  process.stderr.write("\n");
  return answer;
}
