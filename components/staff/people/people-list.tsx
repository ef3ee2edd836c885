import { useLocale, useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { sayLanguages } from "#lib/place/say-languages.ts";
import type { ListedPerson } from "#lib/access/listed-people.ts";
import { RoleLine } from "./role-line.tsx";

/** The people of an organisation, each with their roles; those without one at the end. */
export function PeopleList({ people, organisation }: { people: readonly ListedPerson[]; organisation: string }) {
  const t = useTranslations("staff.people");
  const locale = useLocale();
  const isOut = ({ roles }: ListedPerson): boolean => roles.every(({ over }) => over);
  return (
    <ul className="grid gap-3 md:grid-cols-2">
      {people
        .toSorted((a, b) => Number(isOut(a)) - Number(isOut(b)))
        .map((person) => (
          <Card as="li" key={person.id}>
            <h3 className="flex flex-wrap items-center gap-x-3">
              <PageLink
                href={`/coordination/equipe/${person.id}?organisation=${organisation}`}
                className="inline-flex min-h-target items-center"
              >
                {person.name ?? person.email}
              </PageLink>
              {isOut(person) && <Tag>{t("closed")}</Tag>}
            </h3>
            <p className="wrap-anywhere text-soft">
              <bdi>{person.email}</bdi>
            </p>
            <ul>
              {person.roles
                .filter(({ over }) => !over)
                .map((role) => (
                  <RoleLine key={role.role} role={role} />
                ))}
            </ul>
            {person.languages.length > 0 && <p className="text-soft">{sayLanguages(person.languages, locale)}</p>}
          </Card>
        ))}
    </ul>
  );
}
