import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { ListedOrganisation } from "#lib/place/listed-organisations.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { OwnHost } from "./own-host.tsx";

/**
 * The organisations of the installation: their own pages, how many places they have, what they have still to do, and a
 * form for the host name of each organisation. `action`: where that is posted to, without language.
 */
export function OrganisationList({
  organisations,
  action,
  typed,
}: {
  organisations: readonly ListedOrganisation[];
  action: string;
  typed: TypedForm | undefined;
}) {
  const t = useTranslations("staff.organisations");
  const shares = useTranslations("staff.shares");
  return (
    <ul className="grid gap-2.5 md:grid-cols-2">
      {organisations.map(({ id, pages, name, service, runsPermanences, hosts, places, missing, ownHost }) => (
        <Card as="li" key={id} className="grid content-start gap-1">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <h3 className="wrap-break-word">
              <FrenchText text={service} />
            </h3>
            <Tag look={missing.length === 0 ? "good" : "plain"}>{t(missing.length === 0 ? "ready" : "notReady")}</Tag>
          </div>
          {service !== name && (
            <p className="wrap-break-word text-soft">
              <FrenchText text={name} />
            </p>
          )}
          <p className="text-soft">
            {t(runsPermanences ? "is.organisation" : "is.partner")}
            {runsPermanences && ` · ${t("places", { count: places })}`}
            {hosts && ` · ${t("hosts")}`}
          </p>
          {missing.length > 0 && (
            <ul className="list-disc ps-5">
              {missing.map((one) => (
                <li key={one}>
                  {t(`missing.${one}`)}
                  {one === "share" && (
                    <>
                      {" "}
                      <PageLink
                        href={`/coordination/partages/creer?avec=${id}`}
                        className="inline-flex min-h-target items-center font-bold"
                      >
                        {shares("create")}
                      </PageLink>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
          {runsPermanences && (
            <>
              <p>
                <PageLink href={pages} className="inline-flex min-h-target items-center">
                  <bdi dir="ltr">{pages}</bdi>
                </PageLink>
              </p>
              <OwnHost organisation={id} pages={pages} host={ownHost} action={action} typed={typed} />
            </>
          )}
        </Card>
      ))}
    </ul>
  );
}
