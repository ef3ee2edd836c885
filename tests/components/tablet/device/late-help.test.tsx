import { dependentsOf } from "#components/tablet/device/dependent-commands.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { endAutomatically } from "#lib/queue/acts/automatic-end.ts";
import { at, HalfDay } from "#tests/support/line.ts";

/** Table 1 called W1; table 2, without network, called and helped them too. Then nobody closed, and the line ended at 13:30. */
function endedLine() {
  const day = new HalfDay({ tables: 2 });
  day.walkIn("W1", "9:00");
  day.calls("9:05", 1);
  day.happens(endAutomatically(day.state), at("13:30"), "automatic-end");
  return day.state;
}

const sent = { device: "tablet-2", conseiller: "conseiller-2" };
const call: Command = {
  ...sent,
  id: "call",
  at: at("9:05"),
  type: "call-next",
  desk: 2,
  expected: { visit: "W1", state: "waiting" },
};
const helpFrom = (time: string): readonly Command[] => [
  { ...sent, id: "start", at: at(time), type: "start", visit: "W1", desk: 2 },
  { ...sent, id: "finish", at: at("14:00"), type: "finish", visit: "W1" },
];

test("help from before an automatic end is sent although the call before it was refused; what began after it is dropped", () => {
  const [before, after] = [helpFrom("9:06"), helpFrom("13:31")];
  expect(dependentsOf([call], [call, ...before], endedLine())).toEqual([]);
  expect(dependentsOf([call], [call, ...after], endedLine())).toEqual(after);
});
