import type { Instant } from "#lib/time/instant.ts";
import type { MailOfInvitation, Becomes } from "#lib/access/invitation.ts";

/**
 * What is still to do: an organisation says how it is reached, has a place, plans half-days; the host gives a partner a
 * share.
 */
type StillToDo = "telephone" | "places" | "half-days" | "account" | "share";

/**
 * An organisation of the installation. `service`: its name to residents; `pages`: the path of its own pages, which are
 * also at the host name `ownHost` where it has one. `missing`: empty when it is set up.
 */
export type ListedOrganisation = {
  readonly id: string;
  readonly pages: string;
  readonly ownHost: string | undefined;
  readonly name: string;
  readonly service: string;
  readonly runsPermanences: boolean;
  readonly partner: boolean;
  readonly hosts: boolean;
  readonly places: number;
  readonly missing: readonly StillToDo[];
};

/**
 * An invitation that nobody has used. `opens`: its address and code; undefined once its seven days have passed. `mail`:
 * what became of its mail, where one was put in.
 */
export type ListedOrganisationInvitation = {
  readonly id: string;
  readonly becomes: Becomes;
  readonly email: string | undefined;
  readonly expires: Instant;
  readonly mail?: MailOfInvitation;
  readonly opens: { readonly link: string; readonly code: string } | undefined;
};
