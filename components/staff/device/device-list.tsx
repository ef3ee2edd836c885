import { useLocale, useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { PlaceWithDevices } from "#lib/access/managed-devices.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { sayClockTime, sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { ActToConfirm } from "#components/staff/act-to-confirm.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Props = { places: readonly PlaceWithDevices[]; typed: TypedForm | undefined; now: Instant };

/**
 * The devices of each place: kind, last sign of life, a new code for one that waits for it, and a way to end each at a
 * second touch.
 */
export function DeviceList({ places, typed, now }: Props) {
  const t = useTranslations("staff.devices");
  // One address for every device: what was refused comes back to the one it was about.
  const refused = (form: string, device: string) =>
    typed?.form === form && typed.fields["device"] === device ? { ...typed, form: `${form}-${device}` } : undefined;
  return places.map(({ id, name, timeZone, devices }) => (
    <section key={id} aria-labelledby={`lieu-${id}`} className="grid gap-3">
      <h2 id={`lieu-${id}`}>
        <FrenchText text={name} />
      </h2>
      <ul className="grid gap-2.5 md:grid-cols-2">
        {devices.map((device) => (
          <Card as="li" key={device.id} className="grid gap-2">
            <p className="font-bold">
              <FrenchText text={device.name} />
            </p>
            <p>{t(device.kind === "kiosk" ? "kindIs.kiosk" : "kindIs.screen")}</p>
            <SignOfLife device={device} timeZone={timeZone} now={now} />
            {!device.enrolled && (
              <StaffForm
                form={`code-${device.id}`}
                action="/coordination/appareils/code"
                typed={refused("code", device.id)}
                submit={t("newCode")}
                look="ghost"
              >
                {() => <input type="hidden" name="device" value={device.id} />}
              </StaffForm>
            )}
            <ActToConfirm
              title={t("revoke", { name: device.name })}
              what={t(device.enrolled ? "revokeWhat" : "revokeWaiting")}
              open={refused("retirer", device.id) !== undefined}
            >
              <StaffForm
                form={`retirer-${device.id}`}
                action="/coordination/appareils/retirer"
                typed={refused("retirer", device.id)}
                submit={t("revokeYes", { name: device.name })}
                look="ghost"
              >
                {() => <input type="hidden" name="device" value={device.id} />}
              </StaffForm>
            </ActToConfirm>
          </Card>
        ))}
      </ul>
    </section>
  ));
}

/** Milliseconds: a device that asked so lately works. */
const LATELY = 3 * MINUTE;

type Device = PlaceWithDevices["devices"][number];

function SignOfLife({ device, timeZone, now }: { device: Device; timeZone: string; now: Instant }) {
  const t = useTranslations("staff.devices");
  const locale = useLocale();
  const { enrolled, lastHeard, until } = device;
  if (!enrolled)
    return (
      <p className="text-soft">
        {until === undefined ? t("codeEnded") : t("codeUntil", { hour: sayClockTime(until, timeZone, locale) })}
      </p>
    );
  if (lastHeard === undefined) return <p className="text-soft">{t("neverHeard")}</p>;
  if (now - lastHeard < LATELY) return <p className="font-bold text-ok">{t("heardNow")}</p>;
  const day = sayDay(localDateOf(lastHeard, timeZone), locale);
  return <p className="text-soft">{t("heard", { day, hour: sayClockTime(lastHeard, timeZone, locale) })}</p>;
}
