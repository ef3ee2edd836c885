import { BACKUPS_KEPT, CONTACTS_KEPT, SHARE_REQUESTS_KEPT } from "#lib/access/retention.ts";
import { LOCALES } from "#tests/support/check/messages/catalogue.ts";
import { readTree } from "#tests/support/check/tree.ts";

type Messages = {
  readonly booking: { readonly contact: { readonly lead: string } };
  readonly door: { readonly offline: { readonly title: string } };
  readonly legal: {
    readonly privacy: {
      readonly backup: string;
      readonly booking: { readonly erased: string };
      readonly request: { readonly erased: string };
    };
  };
  readonly refusals: { readonly placeOffline: string };
  readonly screen: { readonly noNetwork: string };
  readonly turn: { readonly noNetwork: string };
};

const tree = readTree(process.cwd());

describe.each(LOCALES)("in %s", (locale) => {
  const { booking, door, legal, refusals, screen, turn } = JSON.parse(
    tree.textOf(`messages/${locale}.json`),
  ) as Messages;
  const days = (text: string) => (text.match(/\d+/gu) ?? []).map(Number);

  test("the days that contacts, partners’ requests and backups are kept are those of the rules", () => {
    const contacts = CONTACTS_KEPT.hours / 24;
    expect(days(legal.privacy.booking.erased)).toEqual([contacts]);
    expect(days(legal.privacy.request.erased)).toEqual([SHARE_REQUESTS_KEPT.days]);
    expect(days(legal.privacy.backup)).toEqual([BACKUPS_KEPT.days]);
    expect(days(booking.contact.lead)).toEqual([contacts, BACKUPS_KEPT.days]);
  });

  test("where nothing is heard of the team, only that is said, and not why", () => {
    expect(door.offline.title).toBe(turn.noNetwork);
    expect(refusals.placeOffline.startsWith(turn.noNetwork)).toBe(true);
    expect(screen.noNetwork.startsWith(turn.noNetwork)).toBe(true);
  });
});
