import type { Instant } from "#lib/time/instant.ts";
import { shownCode, type ShownCode } from "#lib/wire/access/device.ts";
import { seal, unseal } from "#lib/server/sealed.ts";

const PURPOSE = "enrolment-code";

/** The code sealed as text for the address of that page, readable as long as the code is valid. */
export const sealCode = (shown: ShownCode): string => seal(PURPOSE, shown, shown.until as Instant);

/** The code in a sealed text; undefined for one that has ended, and for any other text. */
export const openCode = (sealed: string | undefined, now: Instant): ShownCode | undefined =>
  sealed === undefined ? undefined : shownCode.safeParse(unseal(PURPOSE, sealed, now)).data;
