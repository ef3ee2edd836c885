import { ask, PLANTED, type Attack } from "./attack.ts";

/** The tables that each kind of request reads first. */
const TABLES = ["place", "topic", "permanence", "calendar_share", "appointment"];

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const SECRET = "A".repeat(43);

/**
 * Reading these tables fails with an error that holds a name, in a page, its title, a call, a form, a stream and a
 * feed. The application serves nothing right afterwards: it is the last attack.
 */
export const errorsWithAName: Attack = {
  name: "errors that hold a name",
  fails: true,
  async *send(target) {
    const { db } = target;
    await db.query(
      `CREATE FUNCTION says_a_name() RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN RAISE EXCEPTION 'No: ${PLANTED}' USING DETAIL = '${PLANTED}'; END $$`,
    );
    for (const table of TABLES)
      await db.query(
        `ALTER TABLE ${table} RENAME TO ${table}_kept; CREATE VIEW ${table} AS SELECT * FROM ${table}_kept WHERE says_a_name(); GRANT SELECT ON ${table} TO PUBLIC`,
      );
    const name = encodeURIComponent(PLANTED);
    const asked: Readonly<Record<string, readonly [path: string, init?: RequestInit]>> = {
      "a page": [`/lieux?q=${name}`],
      "a page of one thing, with its title": ["/lieux/mediatheque-de-nouvoitou"],
      "a page of the team": [`/coordination/lieux?q=${name}`],
      "a call": [`/api/v1/places?q=${name}`],
      "a call with a body": [
        `/api/v1/permanences/${target.permanence}/appointments`,
        {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ topic: "caf", startsAt: "2026-11-24T09:30:00+01:00", name: PLANTED }),
        },
      ],
      "a form": [`/rendez-vous/${SECRET}/annuler/confirmer`, { method: "POST", headers: FORM, body: `name=${name}` }],
      "a stream": [`/api/v1/permanences/${target.permanence}/live`],
      "a feed": [`/agenda/${SECRET}.ics`],
    };
    for (const [what, [path, init]] of Object.entries(asked)) yield { what, status: await ask(target, path, init) };
  },
};
