/** @long */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openHistory, readHistory, type Action } from "#tests/endurance/history.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { at } from "#tests/server/endurance/morning.ts";

const ACTION: Action = { type: "leave", permanence: "p", visit: "anna" };

test("what was asked and answered is read again in the order of asking; what has no answer may have happened", async () => {
  const folder = await temporaryFolder();
  const file = join(folder.path, "history.jsonl");
  const history = openHistory(file);
  history.invoked("1", 4, ACTION, at("9:00"));
  history.invoked("2", 5, ACTION, at("9:01"));
  history.answered("2", { kind: "ok" }, at("9:02"));
  await history.close();
  expect(await readHistory(file)).toEqual([
    {
      id: "1",
      client: 4,
      action: ACTION,
      began: at("9:00"),
      ended: at("9:00"),
      outcome: { kind: "unknown", why: "never answered" },
    },
    { id: "2", client: 5, action: ACTION, began: at("9:01"), ended: at("9:02"), outcome: { kind: "ok" } },
  ]);
  expect((await readFile(file, "utf8")).split("\n")).toHaveLength(4);
  await folder.remove();
});
