import { createHash, randomUUID } from "node:crypto";
import { apiInProcess, HOST } from "#tests/server/api/in-process.ts";
import { neuhof, type Server } from "#tests/server/queue/neuhof.ts";

/** A request that carries a typed text; resolves to whether the text was accepted or refused. */
export type Entrance = (typed: string) => Promise<"taken" | "personal-number-refused" | string>;

/** The half-hours of the morning. Each booking takes the next one. */
const HOURS = ["09:30", "10:00", "10:30", "11:00", "11:30"].map((hour) => `2026-11-24T${hour}:00+01:00`);

/** A morning with its team, and every request with which a resident or the team can send a typed text. */
export async function entrances(server: Server) {
  const api = await apiInProcess();
  const { secretOf } = await import("#lib/server/secrets.ts");
  const { openForm } = await import("#lib/server/booking/sealed-form.ts");
  const { POST: takeHour } = await import("#app/[locale]/permanences/[id]/rendez-vous/prendre/route.ts");
  const { POST: askCode } = await import("#app/[locale]/connexion/envoyer/route.ts");
  const { POST: halfDayForms } = await import("#app/[locale]/coordination/permanences/[id]/[acte]/route.ts");
  const { POST: askForShare } = await import("#app/[locale]/(site)/agenda/demander/envoyer/route.ts");
  const { EVERYBODY, openTyped } = await import("#lib/server/typed-form.ts");
  const here = await neuhof(server);
  await here.opens();
  const cancelled = await neuhof(server);
  const { headers: team } = await login(server, here.organisation.id);
  const others = await login(server, cancelled.organisation.id);
  const free = [...HOURS];
  const door = secretOf("door", here.place.id, 1);

  const sends = async (path: string, body: object, headers: Record<string, string> = {}): Promise<string> => {
    const answer = await api({
      method: "POST",
      path: `/api/v1${path}`,
      headers: { "content-type": "application/json", "idempotency-key": randomUUID(), ...headers },
      body: JSON.stringify(body),
    });
    if (answer.ok) return "taken";
    return ((await answer.json()) as { code: string }).code;
  };
  const inFreeHour = async (books: (startsAt: string) => Promise<string>): Promise<string> => {
    const outcome = await books(free[0] ?? "");
    if (outcome === "taken") free.shift();
    return outcome;
  };
  const books = (person: object, headers?: Record<string, string>) =>
    inFreeHour((startsAt) =>
      sends(`/permanences/${here.permanence}/appointments`, { topic: "caf", startsAt, ...person }, headers),
    );
  const takes = (person: object, headers?: Record<string, string>) =>
    sends(`/permanences/${here.permanence}/visits`, person, headers);
  const acts = async (act: object): Promise<string> => {
    const command = { id: randomUUID(), at: "2026-11-24T08:55:00+01:00", device: "tablet-1", ...act };
    const answer = await api({
      method: "POST",
      path: `/api/v1/permanences/${here.permanence}/commands`,
      headers: { "content-type": "application/json", ...team },
      body: JSON.stringify({ commands: [command] }),
    });
    const said = (await answer.json()) as { code?: string; results?: { outcome: string; refusal?: string }[] };
    const [result] = said.results ?? [];
    return said.code ?? result?.refusal ?? (result?.outcome === "applied" ? "taken" : "nothing");
  };
  const posts = (
    handler: (request: Request, given: never) => Promise<Response>,
    fields: Record<string, string>,
    params: Record<string, string>,
    headers: Record<string, string> = {},
  ) => {
    const body = new URLSearchParams(fields).toString();
    const request = new Request(`http://${HOST}/x`, {
      method: "POST",
      body,
      headers: { host: HOST, "content-type": "application/x-www-form-urlencoded", ...headers },
    });
    return handler(request, { params: Promise.resolve({ locale: "fr", ...params }) } as never);
  };

  const asks = async (said: object): Promise<string> => {
    const fields = {
      organisation: here.organisation.slug,
      sender: "CAF",
      purpose: "Orienter",
      email: "caf@exemple.fr",
    };
    const answer = await posts(askForShare, { phone: "", ...fields, ...said }, {});
    const sealed = new URL(answer.headers.get("location") ?? "", `http://${HOST}`).searchParams.get("saisie");
    return Object.values(openTyped(sealed ?? undefined, server.clock.now(), EVERYBODY)?.refusals ?? {})[0] ?? "taken";
  };

  const named: Readonly<Record<string, Entrance>> = {
    "the name of who books": (typed) => books({ name: typed }),
    "the name in the form of the booking page": (typed) =>
      inFreeHour(async (startsAt) => {
        const answer = await posts(
          takeHour,
          { topic: "caf", startsAt, name: typed, phone: "", email: "", key: randomUUID() },
          { id: here.permanence },
        );
        const led = new URL(answer.headers.get("location") ?? "", `http://${HOST}`);
        if (led.pathname.startsWith("/rendez-vous/")) return "taken";
        return openForm(led.searchParams.get("repris") ?? "", server.clock.now())?.refusals.join() ?? "nothing";
      }),
    "why the team books beside": (typed) =>
      sends(
        `/permanences/${here.permanence}/appointments`,
        { topic: "caf", startsAt: HOURS[0], overbook: { reason: typed }, onBehalfOf: true },
        team,
      ),
    "a name given at the door": (typed) => takes({ door, name: typed }),
    "a name the team writes down": (typed) => takes({ name: typed, priority: true }, team),
    "what is announced to the room": (typed) => acts({ type: "announce", message: typed }),
    "what a partner asks for": (typed) => asks({ purpose: typed }),
    "the name of who asks for a share": (typed) => asks({ sender: typed }),
    "why a half-day is cancelled": async (typed) => {
      const { permanence } = cancelled;
      const answer = await posts(halfDayForms, { reason: typed }, { id: permanence, acte: "annuler" }, others.headers);
      const led = new URL(answer.headers.get("location") ?? "", `http://${HOST}`).searchParams;
      if (led.has("fait")) return "taken";
      const back = openTyped(led.get("saisie") ?? undefined, server.clock.now(), others.user);
      return Object.values(back?.refusals ?? {})[0] ?? "nothing";
    },
  };
  const phoned: Readonly<Record<string, Entrance>> = {
    "the telephone of who books": (typed) => books({ phone: typed }),
    "a telephone given at the door": (typed) => takes({ door, phone: typed }),
  };
  const mailed: Readonly<Record<string, Entrance>> = {
    "the e-mail of who books": (typed) => books({ email: `${typed}@exemple.fr` }),
  };
  const kept: Readonly<Record<string, Entrance>> = {
    "the name of a kiosk": (typed) => sends("/devices", { place: here.place.id, kind: "kiosk", name: typed }, team),
  };
  /** Fields that take no free text (topics, codes, the address to return to): the typed text must not be stored. */
  const words: Readonly<Record<string, Entrance>> = {
    "the topic of a number": (typed) => takes({ door, topic: typed }),
    "the topic of an act": (typed) => acts({ type: "add-visit", visit: randomUUID(), topic: typed }),
    "the topic of somebody turned away": (typed) => acts({ type: "turn-away", reason: "full", topic: typed }),
    "a code at the door": (typed) => sends(`/permanences/${here.permanence}/check-in`, { code: typed }, team),
    "a code of a device": (typed) => sends("/devices/enrol", { code: typed }),
    "the address at the sign-in": async (typed) =>
      (await posts(askCode, { email: `${typed}@exemple.fr`, retour: `/${typed}` }, {})) && "answered",
  };
  return { ...here, named, phoned, mailed, kept, words };
}

/** A coordinator of that organisation who is signed in, with the cookie of that login. */
async function login(
  { db }: Server,
  organisationId: string,
): Promise<{ readonly user: string; readonly headers: Record<string, string> }> {
  const { id } = await db.user.create({
    data: {
      email: `coordination-${randomUUID()}@demo.example`,
      memberships: { create: { organisationId, role: "coordinator" } },
    },
  });
  const token = randomUUID();
  await db.session.create({
    data: {
      userId: id,
      expires: new Date("2099-01-01"),
      sessionToken: createHash("sha256").update(token).digest("base64url"),
    },
  });
  return { user: id, headers: { cookie: `session=${token}` } };
}
