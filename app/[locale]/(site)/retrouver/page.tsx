import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { operatorOfPage, type OwnPage } from "#app/[locale]/operator-of-page.ts";
import { singleValue } from "#app/[locale]/search-params.ts";
import { titleFor } from "#app/[locale]/title-of-page.ts";
import { TelephoneOfPage } from "#app/[locale]/telephone-of-page.tsx";
import { FindAgain, LinksSent } from "#components/booking/find-again.tsx";
import { OperatorLinks } from "#components/site/operator-links.tsx";
import { getPathname } from "#i18n/navigation.ts";
import { sendsOf } from "#lib/message/channel.ts";
import { placesToFindAt } from "#lib/server/booking/find-again.ts";
import { clock } from "#lib/server/clock.ts";
import { contracts } from "#lib/server/message/contracts.ts";
import { listOperators } from "#lib/server/place/read-operator.ts";
import { EVERYBODY, openTyped } from "#lib/server/typed-form.ts";

type Props = OwnPage & { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [t, site, operator, query] = await Promise.all([
    getTranslations("findAgain"),
    getTranslations("site"),
    operatorOfPage(params),
    searchParams,
  ]);
  const title = typedIn(query) ? site("errorTitle", { title: t("title") }) : t("title");
  return { title: titleFor(title, operator) };
}

const typedIn = (query: Record<string, string | string[] | undefined>) =>
  openTyped(singleValue(query["saisie"]), clock.now(), EVERYBODY);

/** Where an appointment is found again: by its code, or by having its link sent. At the root of several operators each has its own list of places. */
export default async function FindAgainPage({ params, searchParams }: Props) {
  const [t, locale, operator, query] = await Promise.all([
    getTranslations("findAgain"),
    getLocale(),
    operatorOfPage(params),
    searchParams,
  ]);
  const typed = typedIn(query);
  const [places, operators] = await Promise.all([
    operator ? placesToFindAt(operator.id) : [],
    operator ? [] : listOperators(),
  ]);
  const sends = sendsOf(contracts());
  const telephone = <TelephoneOfPage operator={operator} />;
  return (
    <div className="mx-auto grid max-w-2xl gap-7">
      <h1>{t("title")}</h1>
      {singleValue(query["fait"]) === "lien" && !typed && sends !== "nothing" ? (
        <LinksSent telephone={telephone} sends={sends} />
      ) : (
        <FindAgain
          actions={{
            code: getPathname({ href: "/retrouver/code", locale }),
            link: getPathname({ href: "/retrouver/lien", locale }),
          }}
          at={operator?.at === undefined ? undefined : operator.slug}
          places={places}
          operators={operators.length > 0 && <OperatorLinks operators={operators} page="/retrouver" />}
          typed={typed}
          telephone={telephone}
          sends={sends}
        />
      )}
    </div>
  );
}
