import type { StaffRole } from "./actor.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { MailOfInvitation } from "./invitation.ts";

/** A place by its id and name. */
export type NamedPlace = { readonly id: string; readonly name: string };

/**
 * A role that somebody has or had. `starts`: from when on, of one that has not begun; `ends`: its last moment, also one
 * that is over; `mayChange`: whether the reader may end it.
 */
export type ListedRole = {
  readonly role: StaffRole;
  readonly places: "all" | readonly NamedPlace[];
  readonly starts?: Instant;
  readonly ends?: Instant;
  readonly over: boolean;
  readonly mayChange: boolean;
};

export type ListedPerson = {
  readonly id: string;
  readonly name: string | undefined;
  readonly email: string;
  readonly languages: readonly string[];
  readonly roles: readonly ListedRole[];
};

/**
 * An invitation nobody has accepted. `opens`: what opens it, for a reader who may give its role; `when-asked` where it
 * is told only then. `mail`: what became of its mail, where one was put in.
 */
export type ListedInvitation = {
  readonly id: string;
  readonly email: string;
  readonly role: StaffRole;
  readonly places: "all" | readonly NamedPlace[];
  readonly expires: Instant;
  readonly over: boolean;
  readonly mail?: MailOfInvitation;
  readonly opens?: "when-asked" | { readonly link: string; readonly code: string };
};

/**
 * Somebody of an organisation, and what is theirs in it: since when they have a second factor, and whether the reader
 * may reset it; the first half-days to come at which they are planned, and how many there are (`dates`), the tokens of
 * their account that still open something in it, what they made that outlasts them, by the journal.
 */
export type PersonWithTheirs = ListedPerson & {
  readonly isReader: boolean;
  /** Whether the reader may give them a sign-in link: no mail is set up here. */
  readonly mayGiveLink: boolean;
  readonly factor?: { readonly since: Instant; readonly mayReset: boolean };
  readonly halfDays: readonly {
    readonly id: string;
    readonly place: string;
    readonly starts: Instant;
    readonly timeZone: string;
  }[];
  readonly dates: number;
  readonly tokens: readonly { readonly id: string; readonly name: string }[];
  readonly made: Readonly<Record<"devices" | "shares", number>>;
};

/**
 * A login as its person reads it. `seenOn`: the day of its last use, YYYY-MM-DD, in UTC. `tabletOf`: the place of whose
 * shared tablet it is. `here`: the one of this request.
 */
export type OwnLogin = {
  readonly id: string;
  readonly since: Instant;
  readonly seenOn?: string;
  readonly tabletOf?: string;
  readonly here: boolean;
};
