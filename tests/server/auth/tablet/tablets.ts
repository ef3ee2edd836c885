import { randomUUID } from "node:crypto";
import type { StaffRole } from "#lib/access/actor.ts";
import { at } from "#tests/support/line.ts";
import { neuhof, type Neuhof, type Server, type Staff } from "#tests/server/queue/neuhof.ts";

/** Somebody is planned at a desk of that half-day. */
export async function plan(
  { db }: Server,
  { permanence, organisation }: Pick<Neuhof, "permanence" | "organisation">,
  { user }: Pick<Staff, "user">,
  desk = 1,
): Promise<void> {
  await db.assignment.create({
    data: {
      permanenceId: permanence,
      organisationId: organisation.id,
      conseillerId: user,
      desk,
      startsAt: new Date(at("9:00")),
      endsAt: new Date(at("12:00")),
    },
  });
}

/** A morning at Neuhof with somebody planned there, a coordinator, and what the shared tablet of the place does. */
export async function tabletAtNeuhof(server: Server, role: StaffRole = "civic-service") {
  const here = await neuhof(server);
  const awa = await here.newStaff(role);
  const coordinator = await here.newStaff("coordinator");
  await server.db.user.update({ where: { id: awa.user }, data: { name: "Awa Diop" } });
  await plan(server, here, awa);
  const passes = await import("#lib/server/auth/tablet/tablet-passes.ts");
  const opening = await import("#lib/server/auth/tablet/open-tablet.ts");
  const { GET } = await import("#app/api/v1/permanences/[id]/state/route.ts");
  const { POST } = await import("#app/api/v1/permanences/[id]/commands/route.ts");
  const { POST: POST_SIGNED } = await import("#app/api/v1/permanences/[id]/signed-commands/route.ts");
  const where = { place: here.place.id, organisation: here.organisation.id };

  /** The code of the day, made by coordination if there is none. */
  const codeOfDay = async (): Promise<string> => {
    await passes.renewCodeOfDay(coordinator, where);
    const read = await passes.readCodeOfDay(coordinator, where);
    if (!read.ok || !read.value.pass) throw new Error("There is no code.");
    return read.value.pass.code;
  };
  /** What a code leads to, typed at an address of its own unless said; the refusal otherwise. */
  const types = async (code: string, address: string = randomUUID(), slug = here.place.slug): Promise<string> => {
    const choice = await opening.choiceOfCode(slug, code, new Headers({ "x-peer-address": address }));
    return choice.ok ? choice.value : choice.refusal;
  };
  /** Chooses a name; the token of the login, or the refusal. */
  const chooses = async (choice: string, { user }: Pick<Staff, "user"> = awa, permanence = here.permanence) => {
    const opened = await opening.openTablet(choice, { permanence, account: user });
    return opened.ok ? (/^session=([^;]+)/.exec(opened.value.cookie)?.[1] ?? "") : opened.refusal;
  };
  const asks = (token: string, headers: Record<string, string> = {}) => ({
    headers: { host: "localhost:3000", "content-type": "application/json", cookie: `session=${token}`, ...headers },
  });
  const params = (id: string) => ({ params: Promise.resolve({ id }) });
  /** Reads the line with that login. */
  const reads = (token: string, id = here.permanence, query = ""): Promise<Response> =>
    GET(new Request(`http://localhost:3000/api/v1/permanences/${id}/state${query}`, asks(token)), params(id));
  /** Sends acts with that login; the status, and what became of each. */
  const posts = (token: string, commands: readonly object[], id = here.permanence) =>
    sends(POST, "commands", token, { commands }, id);
  /** Sends acts that colleagues signed on the device of that login. */
  const postsSigned = (token: string, acts: readonly object[], id = here.permanence) =>
    sends(POST_SIGNED, "signed-commands", token, { acts }, id);
  const sends = async (route: typeof POST, path: string, token: string, body: object, id: string) => {
    const answer = await route(
      new Request(`http://localhost:3000/api/v1/permanences/${id}/${path}`, {
        method: "POST",
        body: JSON.stringify(body),
        ...asks(token),
      }),
      params(id),
    );
    const said = (await answer.json()) as { results?: { outcome: string; refusal?: string }[]; state?: object };
    return {
      status: answer.status,
      results: (said.results ?? []).map(({ outcome, refusal }) => refusal ?? outcome),
      ...("state" in said && { line: "told" }),
    };
  };
  /** What the journal of the organisation says of tablets, the oldest first. */
  const journal = async () =>
    (
      await server.db.journalEntry.findMany({
        where: { organisationId: here.organisation.id, act: { startsWith: "tablet" } },
        orderBy: { id: "asc" },
      })
    ).map(({ act, actor, data, permanenceId }) => ({ act, actor, data, permanenceId }));
  return {
    ...here,
    ...passes,
    ...opening,
    where,
    awa,
    coordinator,
    codeOfDay,
    types,
    chooses,
    reads,
    posts,
    postsSigned,
    journal,
    /** Opens the tablet with the code of the day; the token. */
    opened: async (): Promise<string> => chooses(await types(await codeOfDay())),
  };
}
