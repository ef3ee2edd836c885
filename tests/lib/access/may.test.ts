import type { Actor, StaffRole } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { organisationsWhere, whereMay } from "#lib/access/where-may.ts";
import { SCOPES, type Scope } from "#lib/access/scope.ts";
import { RIGHTS, type Request } from "#lib/access/roles.ts";

/** Every act there is, about what is the actor's own. A new act stands here or does not compile. */
const own: { readonly [Act in Request["act"]]: Extract<Request, { act: Act }> } = {
  "read-board": { act: "read-board" },
  book: { act: "book" },
  "run-line": { act: "run-line", permanence: "tuesday", place: "neuhof", organisation: "ville" },
  "send-late-acts": { act: "send-late-acts", permanence: "tuesday", place: "neuhof", organisation: "ville" },
  "read-contacts": { act: "read-contacts", place: "neuhof", organisation: "ville" },
  "print-door": { act: "print-door", place: "neuhof", organisation: "ville" },
  "open-tablet": { act: "open-tablet", place: "neuhof", organisation: "ville" },
  "read-tablet-code": { act: "read-tablet-code", place: "neuhof", organisation: "ville" },
  "arrange-desks": { act: "arrange-desks", place: "neuhof", organisation: "ville" },
  "read-half-days": { act: "read-half-days", place: "neuhof", organisation: "ville" },
  "read-line": { act: "read-line", permanence: "tuesday", place: "neuhof", organisation: "ville" },
  "take-number": { act: "take-number", permanence: "tuesday", place: "neuhof", organisation: "ville" },
  "check-in": { act: "check-in", permanence: "tuesday", place: "neuhof", organisation: "ville" },
  "follow-visit": { act: "follow-visit", visit: "one" },
  "leave-line": { act: "leave-line", visit: "one" },
  away: { act: "away", visit: "one" },
  "book-as-team": { act: "book-as-team", place: "neuhof", organisation: "ville" },
  "find-appointment": { act: "find-appointment", place: "neuhof", organisation: "ville" },
  "erase-resident": { act: "erase-resident", place: "neuhof", organisation: "ville" },
  "plan-half-days": { act: "plan-half-days", place: "neuhof", organisation: "ville" },
  "read-figures": { act: "read-figures", place: "neuhof", organisation: "ville" },
  "settle-own-half-day": { act: "settle-own-half-day", place: "neuhof", organisation: "ville" },
  "write-report": { act: "write-report", place: "neuhof", organisation: "ville" },
  "note-absence": { act: "note-absence", organisation: "ville", account: "awa" },
  "change-appointment": { act: "change-appointment", appointment: "one" },
  "read-appointment": { act: "read-appointment", appointment: "one" },
  "manage-devices": { act: "manage-devices", place: "neuhof", organisation: "ville" },
  "manage-places": { act: "manage-places", place: "neuhof", organisation: "ville" },
  "manage-topics": { act: "manage-topics", organisation: "ville" },
  "manage-people": { act: "manage-people", organisation: "ville" },
  "give-any-role": { act: "give-any-role", organisation: "ville" },
  "manage-account": { act: "manage-account", account: "awa" },
  "manage-shares": { act: "manage-shares", organisation: "ville" },
  "manage-messages": { act: "manage-messages", organisation: "ville" },
  "set-up-organisation": { act: "set-up-organisation", organisation: "ville" },
  "host-organisations": { act: "host-organisations", organisation: "ville" },
  "read-documents": { act: "read-documents", organisation: "ville" },
  "read-journal": { act: "read-journal", organisation: "ville" },
  "manage-tokens": { act: "manage-tokens", account: "awa" },
  "read-share": { act: "read-share", share: "one" },
  "stop-share-mails": { act: "stop-share-mails", share: "one" },
  "list-share": { act: "list-share", giver: "ville", receiver: "caf" },
};

const staff = (role: StaffRole, scopes?: readonly Scope[]): Actor => ({
  kind: "staff",
  user: "awa",
  by: scopes === undefined ? "login" : "token",
  ...(scopes && { scopes }),
  roles: [{ organisation: "ville", role, places: "all" }],
});

const actors = {
  anonymous: { kind: "anonymous" },
  resident: { kind: "resident", visit: "one", appointment: "one" },
  door: { kind: "door", place: "neuhof" },
  kiosk: { kind: "device", device: "one", place: "neuhof", use: "kiosk" },
  screen: { kind: "device", device: "one", place: "neuhof", use: "screen" },
  reception: staff("reception"),
  conseiller: staff("conseiller"),
  "civic-service": staff("civic-service"),
  coordinator: staff("coordinator"),
  contact: staff("contact"),
  partner: staff("partner"),
  administrator: staff("administrator"),
  share: { kind: "share", share: "one", level: "operational" },
} as const satisfies Record<string, Actor>;
type Who = keyof typeof actors;

/** What each may do with what is their own, written by hand. */
const expected: Readonly<Record<Who, readonly Request["act"][]>> = {
  anonymous: ["book", "read-board"],
  resident: ["away", "book", "change-appointment", "follow-visit", "leave-line", "read-appointment", "read-board"],
  door: ["book", "read-board", "take-number"],
  kiosk: ["book", "check-in", "read-board", "take-number"],
  screen: ["book", "read-board"],
  reception: [
    "arrange-desks",
    "book",
    "book-as-team",
    "check-in",
    "erase-resident",
    "find-appointment",
    "manage-account",
    "manage-tokens",
    "note-absence",
    "open-tablet",
    "print-door",
    "read-board",
    "read-contacts",
    "read-half-days",
    "read-line",
    "run-line",
    "send-late-acts",
    "take-number",
  ],
  conseiller: [
    "book",
    "book-as-team",
    "check-in",
    "erase-resident",
    "find-appointment",
    "manage-account",
    "manage-tokens",
    "note-absence",
    "open-tablet",
    "print-door",
    "read-board",
    "read-contacts",
    "read-half-days",
    "read-line",
    "run-line",
    "send-late-acts",
    "settle-own-half-day",
    "take-number",
    "write-report",
  ],
  coordinator: [
    "arrange-desks",
    "book",
    "book-as-team",
    "check-in",
    "erase-resident",
    "find-appointment",
    "list-share",
    "manage-account",
    "manage-devices",
    "manage-messages",
    "manage-people",
    "manage-places",
    "manage-shares",
    "manage-tokens",
    "manage-topics",
    "note-absence",
    "open-tablet",
    "plan-half-days",
    "print-door",
    "read-board",
    "read-contacts",
    "read-documents",
    "read-figures",
    "read-half-days",
    "read-journal",
    "read-line",
    "read-tablet-code",
    "run-line",
    "send-late-acts",
    "settle-own-half-day",
    "take-number",
    "write-report",
  ],
  // As a conseiller.
  "civic-service": [
    "book",
    "book-as-team",
    "check-in",
    "erase-resident",
    "find-appointment",
    "manage-account",
    "manage-tokens",
    "note-absence",
    "open-tablet",
    "print-door",
    "read-board",
    "read-contacts",
    "read-half-days",
    "read-line",
    "run-line",
    "send-late-acts",
    "take-number",
    "write-report",
  ],
  contact: ["book", "manage-account", "manage-tokens", "note-absence", "read-board", "read-half-days"],
  partner: ["book", "manage-account", "manage-tokens", "note-absence", "read-board"],
  administrator: [
    "book",
    "give-any-role",
    "host-organisations",
    "list-share",
    "manage-account",
    "manage-devices",
    "manage-messages",
    "manage-people",
    "manage-places",
    "manage-shares",
    "manage-tokens",
    "manage-topics",
    "note-absence",
    "open-tablet",
    "print-door",
    "read-board",
    "read-documents",
    "read-figures",
    "read-journal",
    "read-tablet-code",
    "set-up-organisation",
  ],
  share: ["book", "read-board", "read-share", "stop-share-mails"],
};

const allowed = (actor: Actor, requests: Readonly<Record<string, Request>> = own): readonly string[] =>
  Object.values(requests)
    .filter((request) => may(actor, request))
    .map(({ act }) => act)
    .toSorted();

test.each(Object.keys(actors) as Who[])("of all acts, %s may do exactly these with what is their own", (who) => {
  expect(allowed(actors[who])).toEqual(expected[who]);
});

/** The same acts, each about something that is somebody else's. */
const anothers = Object.fromEntries(
  Object.entries(own).map(([act, request]) => [
    act,
    Object.fromEntries(Object.entries(request).map(([field, id]) => [field, field === "act" ? id : "another's"])),
  ]),
) as unknown as typeof own;

test.each(Object.keys(actors) as Who[])("with what is another's, %s may only book and read a board", (who) => {
  expect(allowed(actors[who], anothers)).toEqual(["book", "read-board"]);
});

test.each(["reception", "conseiller", "civic-service", "coordinator", "contact", "partner", "administrator"] as const)(
  "a token of %s with every scope may do what the same person may who signed in, but give no role that leads",
  (role) => {
    const signedIn = [
      "erase-resident",
      "find-appointment",
      "give-any-role",
      "host-organisations",
      "list-share",
      "manage-account",
      "manage-messages",
      "manage-places",
      "manage-shares",
      "manage-tokens",
      "manage-topics",
      "note-absence",
      "open-tablet",
      "read-contacts",
      "read-documents",
      "read-figures",
      "read-figures",
      "read-journal",
      "read-tablet-code",
      "set-up-organisation",
      "settle-own-half-day",
      "write-report",
    ];
    expect(allowed(staff(role, SCOPES))).toEqual(expected[role].filter((act) => !signedIn.includes(act)));
  },
);

test("each scope lets a token of a coordinator do its acts alone, and one without scopes what everybody may", () => {
  const opened = (...scopes: Scope[]) =>
    allowed(staff("coordinator", scopes)).filter((act) => act !== "book" && act !== "read-board");
  expect(opened("read")).toEqual(["read-half-days", "read-line"]);
  expect(opened("line")).toEqual([
    "arrange-desks",
    "check-in",
    "print-door",
    "run-line",
    "send-late-acts",
    "take-number",
  ]);
  expect(opened("booking")).toEqual(["book-as-team"]);
  expect(opened("planning")).toEqual(["manage-devices", "plan-half-days"]);
  expect(opened("read", "booking")).toEqual(["book-as-team", "read-half-days", "read-line"]);
  expect(opened()).toEqual([]);
});

test("scopes add nothing: with all of them a token of a partner may do what a partner may", () => {
  expect(allowed(staff("partner", SCOPES))).toEqual(["book", "read-board"]);
  expect(allowed(staff("coordinator", SCOPES), anothers)).toEqual(["book", "read-board"]);
});

test("lists of where somebody may act are narrowed by the scopes of a token in the same way", () => {
  const at = (...scopes: Scope[]) => whereMay(staff("coordinator", scopes) as Actor & { kind: "staff" }, "read-line");
  expect(at("read")).toEqual([{ organisation: "ville", places: "all" }]);
  expect(at("line", "booking", "planning")).toEqual([]);
});

test("a share is listed to every role of the organisation that receives it but a contact on site", () => {
  const received = { act: "list-share", giver: "another's", receiver: "ville" } as const;
  for (const role of ["reception", "conseiller", "civic-service", "coordinator", "partner", "administrator"] as const)
    expect([role, may(staff(role), received)]).toEqual([role, true]);
  expect(may(staff("contact"), received)).toBe(false);
});

test("a resident with a number only may read no appointment, and the other way round", () => {
  expect(allowed({ kind: "resident", visit: "one" })).toEqual([
    "away",
    "book",
    "follow-visit",
    "leave-line",
    "read-board",
  ]);
  expect(allowed({ kind: "resident", appointment: "one" })).toEqual([
    "book",
    "change-appointment",
    "read-appointment",
    "read-board",
  ]);
});

test("somebody with roles in two organisations has in each only the role held there", () => {
  const both: Actor = {
    kind: "staff",
    user: "awa",
    by: "login",
    roles: [
      { organisation: "ville", role: "conseiller", places: "all" },
      { organisation: "caf", role: "coordinator", places: "all" },
    ],
  };
  expect(may(both, { act: "plan-half-days", place: "neuhof", organisation: "caf" })).toBe(true);
  expect(may(both, { act: "plan-half-days", place: "neuhof", organisation: "ville" })).toBe(false);
  expect(may(both, own["run-line"])).toBe(true);
});

test("the table has a row for every act, and no other", () => {
  expect(Object.keys(RIGHTS).toSorted()).toEqual(Object.keys(own).toSorted());
});

test("a role narrowed to places opens nothing that concerns a whole organisation", () => {
  const at = (places: "all" | readonly string[]) =>
    organisationsWhere(
      { kind: "staff", user: "awa", by: "login", roles: [{ organisation: "ville", role: "coordinator", places }] },
      "manage-places",
    );
  expect(at("all")).toEqual(["ville"]);
  expect(at(["neuhof"])).toEqual([]);
});

const tablet = (role: StaffRole, over = false): Actor => ({
  ...(staff(role) as Actor & { readonly kind: "staff" }),
  by: "tablet",
  only: { permanence: "tuesday", place: "neuhof", organisation: "ville", over },
});

test.each(["reception", "conseiller", "civic-service", "coordinator"] as const)(
  "a shared tablet with the name of %s runs the line of its half-day, and nothing else",
  (role) => {
    expect(allowed(tablet(role))).toEqual([
      "book",
      "check-in",
      "read-board",
      "read-line",
      "run-line",
      "send-late-acts",
      "take-number",
    ]);
  },
);

test.each(["contact", "partner", "administrator"] as const)(
  "a shared tablet with the name of %s, who runs no line, does what everybody may",
  (role) => {
    expect(allowed(tablet(role))).toEqual(["book", "read-board"]);
  },
);

test("once its half-day is over a shared tablet sends what was done before, and nothing else", () => {
  expect(allowed(tablet("coordinator", true))).toEqual(["book", "read-board", "send-late-acts"]);
});

test.each(["permanence", "place", "organisation"] as const)(
  "a shared tablet does nothing where the %s is another, though the person may",
  (field) => {
    const elsewhere = Object.fromEntries(
      Object.entries(own).map(([act, request]) => [act, { ...request, [field]: "another's" }]),
    ) as unknown as typeof own;
    const both: Actor & { readonly kind: "staff" } = {
      ...(tablet("coordinator") as Actor & { readonly kind: "staff" }),
      roles: ["ville", "another's"].map((organisation) => ({ organisation, role: "coordinator", places: "all" })),
    };
    expect(allowed(both, elsewhere)).toEqual(["book", "read-board"]);
  },
);

test("a shared tablet without a half-day does what everybody may", () => {
  const { only: _, ...without } = tablet("coordinator") as Actor & { readonly kind: "staff" };
  expect(allowed(without)).toEqual(["book", "read-board"]);
});

test("a shared tablet is in no list of where somebody may act", () => {
  for (const act of ["read-half-days", "run-line", "erase-resident", "read-contacts"] as const)
    expect(whereMay(tablet("coordinator") as Actor & { readonly kind: "staff" }, act)).toEqual([]);
});
