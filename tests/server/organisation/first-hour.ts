import { createHash, randomUUID } from "node:crypto";
import type { StaffRole } from "#lib/access/actor.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import type { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

type Db = Awaited<ReturnType<typeof serverOnFreshDatabase>>["db"];

let count = 0;

/** An organisation as its first administrator finds it: a name, a kind, a département, and nothing else. */
export async function emptyOrganisation(db: Db, role: StaffRole = "administrator") {
  const slug = `rennes-${++count}`;
  const { id } = await db.organisation.create({
    data: { slug, name: "Ville de Rennes", kind: "city", runsPermanences: true },
  });
  await db.organisationSettings.create({
    data: { organisationId: id, serviceName: "Aide numérique Rennes", department: "35" },
  });
  const login = randomUUID();
  const { id: user } = await db.user.create({
    data: {
      email: `${slug}@ville.example`,
      name: "Administration",
      memberships: { create: { organisationId: id, role } },
      sessions: {
        create: {
          expires: new Date("2099-01-01T00:00:00Z"),
          sessionToken: createHash("sha256").update(login).digest("base64url"),
        },
      },
    },
  });
  const as = (held: StaffRole, organisation = id): StaffActor => ({
    kind: "staff",
    user,
    by: "login",
    roles: [{ organisation, role: held, places: "all" }],
  });
  const place = async (name = "Mairie", hidden = false) =>
    (
      await db.place.create({
        data: {
          organisationId: id,
          slug: `${slug}-${randomUUID()}`,
          name,
          shortName: name,
          address: "1 rue de la Mairie",
          postalCode: "35000",
          city: "Rennes",
          latitude: 48.11,
          longitude: -1.68,
          timeZone: "Europe/Paris",
          holidayRegion: "35",
          hidden,
        },
      })
    ).id;
  return { id, slug, user, login, actor: as(role), as, place };
}

/** What the form of the service is sent with, by field. */
export const SERVICE = {
  name: "Aide numérique Rennes",
  organisation: "Ville de Rennes",
  kind: "city",
  telephone: "02 61 91 00 36",
  "written.mail": "aide@rennes.example",
  "written.sms": "",
  department: "35",
  accent: "#005F6B",
};
