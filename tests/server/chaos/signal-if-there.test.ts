/** @long */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { signalIfThere } from "#tests/support/signal-if-there.ts";

test("a process that is there is ended, and one that has ended is left alone", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"]);
  const ended = once(child, "exit");
  signalIfThere(child.pid!, "SIGKILL");
  expect(await ended).toEqual([null, "SIGKILL"]);
  expect(() => signalIfThere(child.pid!, "SIGKILL")).not.toThrow();
});

test("a signal that there is none of is an error", () => {
  expect(() => signalIfThere(process.pid, "SIGNOTHING" as NodeJS.Signals)).toThrow("SIGNOTHING");
});
