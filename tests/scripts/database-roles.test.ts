import { ofOneRole, ofTwoRoles, type Role } from "#scripts/checks/database-roles.ts";

const role = (given: Partial<Role>): Role => ({
  role: "serving",
  superuser: false,
  database: "permanences",
  cluster: "1",
  owners: ["owner"],
  owns: false,
  creates: false,
  ...given,
});
const OWNER = role({ role: "owner", owns: true, creates: true });

describe("one role", () => {
  test("as a superuser it is warned of, in an empty database too", () => {
    for (const owners of [[], ["owner"]])
      expect(ofOneRole(role({ superuser: true, owns: true, owners }), [], [])).toMatchObject({
        state: "warning",
        says: expect.stringMatching(/^The application connects as serving, a superuser: .* docs\/architecture\.md/),
      });
  });

  test("that owns the tables, or will, is warned of with what it means", () => {
    for (const one of [role({ owns: true, owners: ["serving"] }), role({ owners: [] })])
      expect(ofOneRole(one, [], [])).toMatchObject({
        state: "warning",
        says: expect.stringMatching(/^One role, serving, owns the tables and serves: .* set DATABASE_OWNER_URL; .*$/),
      });
  });

  test("that owns none is right, unless it lacks rights", () => {
    expect(ofOneRole(role({}), [], [])).toMatchObject({ state: "ok" });
    expect(ofOneRole(role({}), ["SELECT ON TABLE public.place"], [])).toEqual({
      state: "failure",
      says: "The role serving lacks rights in the database: run npm run migrate with DATABASE_OWNER_URL set to the address of owner.",
    });
  });
});

describe("tables of another role", () => {
  const unowned = [{ table: "queue_event", owner: "serving" }];
  const says =
    "The role owner does not own queue_event (of serving), and can neither migrate them nor give rights on them: let an administrator of the server run psql -d permanences -c 'ALTER TABLE queue_event OWNER TO owner', then start again.";
  test("are warned of with one role and with two", () => {
    for (const verdict of [ofOneRole(role({}), [], unowned), ofTwoRoles(OWNER, role({}), [], unowned)])
      expect(verdict).toEqual({ state: "warning", says });
  });
  test("never hide that one role lacks rights, which is a failure", () => {
    expect(ofOneRole(role({}), ["SELECT ON TABLE public.place"], unowned)).toMatchObject({ state: "failure" });
  });
  test("are warned of before a right that two roles lack: the next start may not be able to give it", () => {
    expect(ofTwoRoles(OWNER, role({}), ["SELECT ON TABLE public.place"], unowned)).toMatchObject({ says });
  });
});

describe("two roles", () => {
  test("one that owns and one that serves are right, before the first migration too", () => {
    expect(ofTwoRoles(OWNER, role({}), [], [])).toEqual({
      state: "ok",
      says: "The role owner owns the tables, and serving serves.",
    });
    const empty = { ...OWNER, owners: [], owns: false };
    expect(ofTwoRoles(empty, role({ owners: [] }), ["USAGE ON SCHEMA public"], [])).toMatchObject({ state: "ok" });
  });

  test.each<[string, Role, Role, "failure" | "warning", string]>([
    [
      "the owner does not own the tables",
      { ...OWNER, owns: false, owners: ["former"] },
      role({}),
      "failure",
      "REASSIGN OWNED BY former TO owner",
    ],
    [
      "the addresses are exchanged",
      { ...OWNER, owns: false, owners: ["serving"] },
      role({ owns: true }),
      "failure",
      "set DATABASE_OWNER_URL to the address of that role",
    ],
    [
      "the owner may create nothing",
      { ...OWNER, owners: [], creates: false },
      role({}),
      "failure",
      "ALTER DATABASE permanences OWNER TO owner",
    ],
    ["the serving role is a superuser", OWNER, role({ superuser: true }), "warning", "ALTER ROLE serving NOSUPERUSER"],
    ["the serving role is a member of the owner", OWNER, role({ owns: true }), "warning", "REVOKE owner FROM serving"],
    [
      "everybody may create tables",
      OWNER,
      role({ creates: true }),
      "warning",
      "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    ],
  ])("it is said with the command that mends it when %s", (_, owner, serving, state, mend) => {
    expect(ofTwoRoles(owner, serving, [], [])).toMatchObject({ state, says: expect.stringContaining(mend) });
  });

  test("a right that the serving role lacks is a warning, since a start gives it", () => {
    expect(ofTwoRoles(OWNER, role({}), ["SELECT ON TABLE public.place"], [])).toMatchObject({
      state: "warning",
      says: expect.stringContaining("npm start gives them"),
    });
  });
});
