import { may, type Request } from "#lib/access/may.ts";

/** Every act there is, about the device's own place. A new act stands here or does not compile. */
const acts: { readonly [Act in Request["act"]]: Extract<Request, { act: Act }> } = {
  "read-board": { act: "read-board" },
  book: { act: "book" },
  "run-line": { act: "run-line", organisation: "ville" },
  "read-line": { act: "read-line", organisation: "ville" },
  "take-number": { act: "take-number", place: "neuhof", organisation: "ville" },
  "check-in": { act: "check-in", place: "neuhof", organisation: "ville" },
  "follow-visit": { act: "follow-visit", visit: "one" },
  "leave-line": { act: "leave-line", visit: "one" },
  away: { act: "away", visit: "one" },
  "book-as-team": { act: "book-as-team", organisation: "ville" },
  plan: { act: "plan", organisation: "ville" },
  "change-appointment": { act: "change-appointment", appointment: "one" },
  "read-appointment": { act: "read-appointment", appointment: "one" },
  "manage-devices": { act: "manage-devices", organisation: "ville" },
  "read-share": { act: "read-share", share: "one" },
  "list-share": { act: "list-share", giver: "ville", receiver: "caf" },
};

test.each([
  ["kiosk", ["book", "check-in", "read-board", "take-number"]],
  ["screen", ["book", "read-board"]],
] as const)("of all acts a %s may do these: %p", (use, allowed) => {
  const device = { kind: "device", device: "one", place: "neuhof", use } as const;
  expect(
    Object.values(acts)
      .filter((act) => may(device, act))
      .map(({ act }) => act)
      .toSorted(),
  ).toEqual(allowed);
  expect(
    Object.values(acts)
      .filter((act) => may({ ...device, place: "hautepierre" }, act))
      .map(({ act }) => act)
      .toSorted(),
  ).toEqual(["book", "read-board"]);
});
