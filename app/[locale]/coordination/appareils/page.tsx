import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { DeviceList } from "#components/staff/device/device-list.tsx";
import { EnrolmentCode } from "#components/staff/device/enrolment-code.tsx";
import { NewDevice } from "#components/staff/device/new-device.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { listManagedDevices } from "#lib/server/auth/managed-devices.ts";
import { openCode } from "#lib/server/auth/shown-code.ts";
import { clock } from "#lib/server/clock.ts";
import { env } from "#lib/server/env.ts";

const HREF = "/coordination/appareils";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.devices"))("name"), robots: { index: false } };
}

/** The devices by place: their last sign of life, a code for a new one, and an end. */
export default async function DevicesPage(props: StaffPageProps) {
  const { actor, query, typed, done } = await openStaffPage(props, HREF);
  const [t, section, places] = await Promise.all([
    getTranslations("staff.devices"),
    getTranslations("staff.sections.devices"),
    listManagedDevices(actor),
  ]);
  const code = openCode(singleValue(query["code"]), clock.now());
  return (
    <div className="grid gap-6">
      <h1>{section("name")}</h1>
      <StaffDone done={done} />
      {code && <EnrolmentCode shown={code} address={`${env.APP_URL}/appareil`} />}
      {places.length === 0 ? (
        <Notice>{t("noPlace")}</Notice>
      ) : (
        <>
          <NewDevice places={places} typed={typed} formKey={randomUUID()} />
          <DeviceList places={places.filter(({ devices }) => devices.length > 0)} typed={typed} now={clock.now()} />
        </>
      )}
    </div>
  );
}
