import { z } from "zod";
import type { ListedInvitation, ListedPerson, NamedPlace } from "#lib/access/listed-people.ts";
import { moment, writtenMoment } from "#lib/wire/moment.ts";
import { organisationName } from "#lib/wire/organisation-name.ts";
import { invitedEmail, SPOKEN, STAFF_ROLES } from "./people.ts";
import { day, ours } from "#lib/wire/bounds.ts";

const organisation = organisationName;
const role = z.enum(STAFF_ROLES);

/** Where a role holds: at every place of the organisation, or at these; and the last day on which it holds. */
const holds = {
  places: z.union([z.literal("all"), z.array(z.uuid()).max(500)]).default("all"),
  endsOn: day.optional(),
};

/** The query of GET …/people. */
export const peopleQuery = { organisation };

/** The body of POST …/people/invitations. */
export const inviteBody = z.strictObject({
  organisation,
  email: invitedEmail,
  role,
  ...holds,
  languages: z.array(z.enum(SPOKEN)).max(SPOKEN.length).default([]),
});

/** The body of POST …/people/{account}/roles, .../roles/end and .../deactivate. */
export const giveRoleBody = z.strictObject({ organisation, role, ...holds });
export const endRoleBody = z.strictObject({ organisation, role });
export const deactivateBody = z.strictObject({ organisation });

const places = z.union([z.literal("all"), z.array(z.object({ id: z.uuid(), name: ours }))]);

/** A person of an organisation with the roles that they have or had there, as programs read them. */
export const wirePerson = z.object({
  id: z.uuid(),
  name: ours.exactOptional(),
  email: ours,
  languages: z.array(ours),
  roles: z.array(z.object({ role, places, endsAt: writtenMoment.exactOptional(), over: z.boolean() })),
});

/** An open invitation; what opens it is for whoever signed in. */
export const wireInvitation = z.object({
  id: z.uuid(),
  email: ours,
  role,
  places,
  expiresAt: writtenMoment,
  over: z.boolean(),
});

/** No place is meant by these moments, so they are written in UTC. */
const written = (at: Parameters<ReturnType<typeof moment>["encode"]>[0]): string => moment("UTC").encode(at);

const placesToWire = (held: "all" | readonly NamedPlace[]) =>
  held === "all" ? held : held.map(({ id, name }) => ({ id, name }));

/** Encodes a person for the answer of GET …/people. */
export const personToWire = ({ id, name, email, languages, roles }: ListedPerson): z.input<typeof wirePerson> => ({
  id,
  ...(name !== undefined && { name }),
  email,
  languages: [...languages],
  roles: roles.map((held) => ({
    role: held.role,
    places: placesToWire(held.places),
    ...(held.ends !== undefined && { endsAt: written(held.ends) }),
    over: held.over,
  })),
});

/** Encodes an invitation for the same answer. */
export const invitationToWire = (one: ListedInvitation): z.input<typeof wireInvitation> => ({
  id: one.id,
  email: one.email,
  role: one.role,
  places: placesToWire(one.places),
  expiresAt: written(one.expires),
  over: one.over,
});
