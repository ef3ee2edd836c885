import type { StaffRefusal } from "#lib/wire/staff-form.ts";
import type messages from "#messages/fr.json";

/** The sentence for each refusal of a form of the team. A refusal without a sentence does not compile. */
export const staffWording: Readonly<Record<StaffRefusal, keyof (typeof messages)["staff"]["refusals"]>> = {
  "not-allowed": "notAllowed",
  malformed: "malformed",
  missing: "missing",
  "logo-too-large": "logoTooLarge",
  "personal-number-refused": "personalNumberRefused",
  "idempotency-key-reused": "alreadySent",
  "state-changed": "stateChanged",
  "code-unknown": "codeUnknown",
  "being-helped": "beingHelped",
  "not-found": "notFound",
  "no-such-phone": "noSuchPhone",
  "no-such-email": "noSuchEmail",
  "no-way-to-reach": "noWayToReach",
  "no-such-postal-code": "noSuchPostalCode",
  "no-such-commune": "noSuchCommune",
  "no-position": "noPosition",
  "position-elsewhere": "positionElsewhere",
  "far-from-commune": "farFromCommune",
  "unreadable-hours": "unreadableHours",
  "too-many-requests": "tooManyRequests",
  busy: "busy",
  unexpected: "unexpected",
};
