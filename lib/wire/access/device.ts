import { z } from "zod";
import type { Instant } from "#lib/time/instant.ts";
import { freeText } from "#lib/wire/free-text.ts";
import { moment } from "#lib/wire/moment.ts";
import { formOf } from "#lib/wire/staff-form.ts";
import { ours } from "#lib/wire/bounds.ts";

/** The body of POST …/devices: the id of the place, the kind of device, and a name that distinguishes it. */
export const makeDeviceBody = z.strictObject({
  place: z.uuid(),
  kind: z.enum(["kiosk", "screen"]),
  name: freeText(60).min(1),
});

/** The form that makes a device. */
export const deviceForm = formOf(makeDeviceBody.extend({ name: freeText(60).min(1, "missing") }));

/** The body of POST …/devices/enrol: the code as it was typed. */
export const enrolBody = z.strictObject({ code: z.string().max(40) });

/** Encodes the enrolment code for the answer of POST …/devices; it is shown only there. */
export const enrolmentToWire = ({
  id,
  code,
  expiresAt,
  timeZone,
}: {
  readonly id: string;
  readonly code: string;
  readonly expiresAt: Instant;
  readonly timeZone: string;
}) => ({ id, code, expiresAt: moment(timeZone).encode(expiresAt) });

/**
 * An enrolment code as a page shows it after a redirect. `place`: the id of its place; `until`: the moment at which it
 * ends.
 */
export const shownCode = z.object({ code: ours, place: ours, until: z.number(), timeZone: ours });
export type ShownCode = z.infer<typeof shownCode>;
