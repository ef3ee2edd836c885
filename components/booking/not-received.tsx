import type { HeldAppointment } from "#lib/wire/booking.ts";
import { AppointmentCode } from "./appointment-code.tsx";
import { CallToChange } from "./call-to-change.tsx";

/** Her half-day was closed before her hour: who helps by telephone, with the code to say. Nothing where nobody answers one, or once the code is erased. */
export const NotReceived = ({ held: { code, phone } }: { held: Pick<HeldAppointment, "code" | "phone"> }) =>
  code === undefined || phone === undefined ? null : (
    <section className="grid gap-4">
      <CallToChange phone={phone} />
      <AppointmentCode code={code} />
    </section>
  );
