import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { whyTexts } from "#app/[locale]/conseiller/permanences/[id]/why-texts.ts";
import { OfflinePages } from "#components/tablet/offline/offline-pages.tsx";
import { buildId } from "#lib/server/build-id.ts";
import { readOrganisation } from "#lib/server/place/read-organisation.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tablet.list"))("title"), robots: { index: false } };
}

/**
 * The document that a device shows where the server does not answer (docs/without-network.md#opens-without-network):
 * the same for everybody, without personal data. It shows what the device itself keeps.
 */
export default async function WithoutNetworkPage() {
  const [{ tablet, practice, pictures, topics, refusals, site }, why, build, organisation] = await Promise.all([
    getMessages(),
    whyTexts(),
    buildId(),
    readOrganisation(),
  ]);
  return (
    <NextIntlClientProvider
      messages={{
        tablet,
        practice,
        pictures,
        topics,
        refusals,
        site: { skip: site.skip, signOut: site.signOut, call: site.call },
      }}
    >
      <OfflinePages why={why} build={build} service={organisation?.service ?? site.name} phone={organisation?.phone} />
    </NextIntlClientProvider>
  );
}
