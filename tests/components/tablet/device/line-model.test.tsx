import type { Command } from "#lib/queue/acts/acts.ts";
import { projectedLine } from "#components/tablet/device/line-model.ts";
import { inTurn } from "#lib/queue/order/order.ts";
import { at, atTheDoor, person, then } from "#tests/components/tablet/morning.ts";

test("two quick taps at the door keep their order, though the server dated the first one later than the second was touched", () => {
  const confirmed = then(atTheDoor(0), "8:50:02", { type: "add-visit", visit: person(1) });
  const second: Command = {
    type: "add-visit",
    visit: person(2),
    id: "01990000-0000-7000-a000-00000000bbbb",
    at: at("8:50:01"),
    device: "mine",
  };
  const line = projectedLine({ confirmed, waiting: [second] });
  expect(inTurn(line, at("8:51")).map(({ number }) => number)).toEqual([1, 2]);
});
