import type { Actor, Role, StaffRole } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { Request } from "#lib/access/roles.ts";
import { whereMay } from "#lib/access/where-may.ts";

/** The acts that staff do at a place, for an organisation. */
const ACTS = [
  "run-line",
  "read-half-days",
  "read-line",
  "take-number",
  "check-in",
  "book-as-team",
  "plan-half-days",
  "manage-devices",
] as const satisfies readonly Request["act"][];
type Act = (typeof ACTS)[number];

const ROLES = [
  "reception",
  "conseiller",
  "civic-service",
  "coordinator",
  "contact",
  "partner",
  "administrator",
] as const satisfies StaffRole[];

/** Where something is: two places of the town, and those of another organisation, also in a room of the town. */
const WHERE = {
  "own place": { organisation: "ville", place: "neuhof" },
  "other place of the same organisation": { organisation: "ville", place: "cronenbourg" },
  "place of another organisation": { organisation: "caf", place: "caf-centre" },
  "half-day of another organisation at the own place": { organisation: "caf", place: "neuhof" },
} as const;
type Where = keyof typeof WHERE;

const LINE: readonly Act[] = ["run-line", "read-half-days", "read-line", "take-number", "check-in", "book-as-team"];
const NOTHING: readonly Act[] = [];

/** By hand: what each role may do there when it holds at every place of the town, and when it is narrowed to Neuhof. */
const expected: Readonly<
  Record<StaffRole, Readonly<Record<Where, { everywhere: readonly Act[]; narrowed: readonly Act[] }>>>
> = {
  reception: {
    "own place": { everywhere: LINE, narrowed: LINE },
    "other place of the same organisation": { everywhere: LINE, narrowed: NOTHING },
    "place of another organisation": { everywhere: NOTHING, narrowed: NOTHING },
    "half-day of another organisation at the own place": { everywhere: NOTHING, narrowed: NOTHING },
  },
  conseiller: {
    "own place": { everywhere: LINE, narrowed: LINE },
    "other place of the same organisation": { everywhere: LINE, narrowed: NOTHING },
    "place of another organisation": { everywhere: NOTHING, narrowed: NOTHING },
    "half-day of another organisation at the own place": { everywhere: NOTHING, narrowed: NOTHING },
  },
  "civic-service": {
    "own place": { everywhere: LINE, narrowed: LINE },
    "other place of the same organisation": { everywhere: LINE, narrowed: NOTHING },
    "place of another organisation": { everywhere: NOTHING, narrowed: NOTHING },
    "half-day of another organisation at the own place": { everywhere: NOTHING, narrowed: NOTHING },
  },
  contact: {
    "own place": { everywhere: ["read-half-days"], narrowed: ["read-half-days"] },
    "other place of the same organisation": { everywhere: ["read-half-days"], narrowed: NOTHING },
    "place of another organisation": { everywhere: NOTHING, narrowed: NOTHING },
    "half-day of another organisation at the own place": { everywhere: NOTHING, narrowed: NOTHING },
  },
  coordinator: {
    "own place": {
      everywhere: [...LINE, "plan-half-days", "manage-devices"],
      narrowed: [...LINE, "plan-half-days", "manage-devices"],
    },
    "other place of the same organisation": {
      everywhere: [...LINE, "plan-half-days", "manage-devices"],
      narrowed: NOTHING,
    },
    "place of another organisation": { everywhere: NOTHING, narrowed: NOTHING },
    "half-day of another organisation at the own place": { everywhere: NOTHING, narrowed: NOTHING },
  },
  partner: {
    "own place": { everywhere: NOTHING, narrowed: NOTHING },
    "other place of the same organisation": { everywhere: NOTHING, narrowed: NOTHING },
    "place of another organisation": { everywhere: NOTHING, narrowed: NOTHING },
    "half-day of another organisation at the own place": { everywhere: NOTHING, narrowed: NOTHING },
  },
  administrator: {
    "own place": { everywhere: ["manage-devices"], narrowed: ["manage-devices"] },
    "other place of the same organisation": { everywhere: ["manage-devices"], narrowed: NOTHING },
    "place of another organisation": { everywhere: NOTHING, narrowed: NOTHING },
    "half-day of another organisation at the own place": { everywhere: NOTHING, narrowed: NOTHING },
  },
};

const staff = (...roles: readonly Role[]): Actor & { readonly kind: "staff" } => ({
  kind: "staff",
  user: "awa",
  by: "login",
  roles,
});
const inTown = (role: StaffRole, places: Role["places"]) => staff({ organisation: "ville", role, places });
const allowedAt = (actor: Actor, where: Where): readonly Act[] =>
  ACTS.filter((act) => may(actor, { act, permanence: "tuesday", ...WHERE[where] }));

const cases = ROLES.flatMap((role) => (Object.keys(WHERE) as Where[]).map((where) => ({ role, where })));

test.each(cases)("$role, $where: exactly these acts", ({ role, where }) => {
  const { everywhere, narrowed } = expected[role][where];
  expect(allowedAt(inTown(role, "all"), where)).toEqual(everywhere);
  expect(allowedAt(inTown(role, ["neuhof"]), where)).toEqual(narrowed);
});

test.each(ROLES)("%s may do nothing anywhere once the last place is taken away", (role) => {
  for (const where of Object.keys(WHERE) as Where[]) expect(allowedAt(inTown(role, []), where)).toEqual([]);
});

test.each(cases)("$role, $where: lists hold what one may do there", ({ role, where }) => {
  const { organisation, place } = WHERE[where];
  for (const actor of [inTown(role, "all"), inTown(role, ["neuhof"]), inTown(role, [])])
    for (const act of ACTS)
      expect({
        act,
        listed: whereMay(actor, act).some(
          (reach) => reach.organisation === organisation && (reach.places === "all" || reach.places.includes(place)),
        ),
      }).toEqual({ act, listed: may(actor, { act, permanence: "tuesday", organisation, place }) });
});

test("roles add up: a reception narrowed to one place and a conseiller narrowed to another run the line at both", () => {
  const both = staff(
    { organisation: "ville", role: "reception", places: ["neuhof"] },
    { organisation: "ville", role: "conseiller", places: ["neuhof", "cronenbourg"] },
    { organisation: "caf", role: "partner", places: "all" },
  );
  expect(whereMay(both, "run-line")).toEqual([{ organisation: "ville", places: ["neuhof", "cronenbourg"] }]);
  const widened = staff(...both.roles, { organisation: "ville", role: "coordinator", places: "all" });
  expect(whereMay(widened, "run-line")).toEqual([{ organisation: "ville", places: "all" }]);
});

test("a role that is narrowed to places lists no share: a share is of no place alone", () => {
  const shares = [
    { act: "list-share", giver: "ville", receiver: "caf" },
    { act: "list-share", giver: "caf", receiver: "ville" },
  ] as const;
  for (const share of shares) {
    expect(may(inTown("coordinator", "all"), share)).toBe(true);
    expect(may(inTown("coordinator", ["neuhof"]), share)).toBe(false);
  }
});
