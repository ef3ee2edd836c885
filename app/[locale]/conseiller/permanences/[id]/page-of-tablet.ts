import { getPathname, type Locale } from "#i18n/routing.ts";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import type { TabletPage } from "#components/tablet/offline/half-day-copy.ts";
import { sendsOf } from "#lib/message/channel.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { readOwnDisruption } from "#lib/server/planning/disruption/read-own.ts";
import type { TabletStart } from "#lib/server/queue/read-tablet.ts";
import { readOwnNames } from "#lib/server/schedule/read-topics.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

/**
 * What the page of a tablet has beside the line, as devices keep it: no text but in the reader's language. `shared`:
 * where a shared tablet is opened again; undefined for a login of one's own.
 */
export async function pageOfTablet(
  actor: StaffActor,
  { state: _, readAt: __, localDate, plannedDesk, organisation, ...start }: TabletStart,
  id: string,
  locale: Locale,
  shared?: string,
): Promise<TabletPage> {
  const ahead = localDateOf(clock.now(), start.zone) < localDate;
  const [shown, topics, own] = await Promise.all([
    readOrganisationOf(organisation),
    readOwnNames(id, locale),
    ahead ? readOwnDisruption(actor, id) : undefined,
  ]);
  const at = (href: string): string => getPathname({ href, locale });
  const path = `/conseiller/permanences/${id}`;
  return {
    localDate,
    topics,
    ...(shown && {
      organisation: {
        slug: shown.slug,
        ...(shown.logo !== undefined && { logo: shown.logo }),
        ...(shown.accent !== undefined && { accent: shown.accent }),
      },
    }),
    site: {
      ...start,
      permanence: id,
      me: actor.user,
      day: sayDay(localDate, locale),
      signIn: shared ?? signInAddress(locale, { retour: at(path) }),
      toTell: at(`${path}/a-prevenir`),
      sheet: at(`/permanences/${id}/feuille`),
      summary: at(`${path}/bilan`),
      help: {
        page: at(`${path}/aide`),
        mails: channelsSetUp().mail,
        ...(shown?.phone !== undefined && { phone: shown.phone }),
      },
      sends: sendsOf(channelsSetUp()),
      practice: `${at("/conseiller/entrainement")}?permanence=${id}`,
      home: shared ?? at("/conseiller"),
      leave: `${at("/connexion/quitter")}${shared === undefined ? "" : new URL(shared, "http://here.invalid").search}`,
      ...(shared === undefined
        ? {
            openForColleague: at(`${path}/tablette`),
            reception: at("/accueil"),
            reports: at("/conseiller/comptes-rendus"),
          }
        : { shared: true }),
      ...(ahead && { ahead: own?.ok ? { notHeld: at(`${path}/imprevu`) } : {} }),
      ...(plannedDesk !== undefined && { plannedDesk }),
    },
  };
}
