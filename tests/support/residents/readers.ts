import ICAL from "ical.js";
import type { Browser, Page } from "playwright-core";
import { openDevice, SIZES } from "#tests/support/devices.ts";

/**
 * Where whoever has no account reads what is held: the page and the feed of a partner, and the door of each place by
 * its name.
 */
type Addresses = { readonly agenda: string; readonly feed: string; readonly doors: ReadonlyMap<string, string> };

/** A half-day in the feed. */
type EventOfFeed = { readonly day: string; readonly place: string; readonly summary: string; readonly status: string };
/** A half-day as programs get it. */
type HalfDayOfApi = {
  readonly id: string;
  readonly startsAt: string;
  readonly status: string;
  readonly desks: number;
  readonly shut?: string;
};

/** What each audience reads of a place and a day: its page, its door, its room, a partner’s calendar, programs. */
export type AudienceReading = {
  readonly page: string;
  readonly door: string;
  readonly room: string;
  /** The half-days of that place in the week of that day, as the partner’s page says them. */
  readonly agenda: readonly string[];
  readonly feed: readonly EventOfFeed[];
  readonly api: readonly HalfDayOfApi[];
};

/** People without an account, on a telephone: they book hours, and read every page that is not the team’s. */
export class ResidentsOf {
  readonly #url: string;
  readonly #browser: Browser;
  readonly #addresses: Addresses;
  #phone: Page | undefined;
  #booked = 0;

  constructor(url: string, browser: Browser, addresses: Addresses) {
    this.#url = url;
    this.#browser = browser;
    this.#addresses = addresses;
  }

  async phone(): Promise<Page> {
    return (this.#phone ??= (await openDevice(this.#browser, this.#url, "phone")).page);
  }

  /** What the QR code at the door of a place leads to. */
  door(place: string): string {
    const path = this.#addresses.doors.get(place);
    if (path === undefined)
      throw new Error(`No door of ${place} among ${[...this.#addresses.doors.keys()].join(", ")}`);
    return path;
  }

  slug(place: string): string {
    return this.door(place).split("/")[2] ?? "";
  }

  /** Books the first hour of the half-day of a place on a day (YYYY-MM-DD); answers the address of the appointment. */
  async book(place: string, day: string): Promise<string> {
    const [held] = (await this.api(place, day)).filter(({ startsAt }) => startsAt.startsWith(day));
    const phone = await this.phone();
    await phone.goto(`/permanences/${held?.id ?? ""}`);
    await phone
      .getByRole("link", { name: /^Prendre rendez‑vous/u })
      .first()
      .click();
    await phone
      .getByRole("link", { name: /impôts/iu })
      .first()
      .click();
    await phone.getByRole("radio").first().check();
    await phone.getByLabel("Prénom").fill("Habitante");
    await phone.getByLabel("Téléphone", { exact: true }).fill(`06 12 34 56 ${10 + (this.#booked += 1)}`);
    await phone.getByRole("button", { name: "Prendre ce rendez‑vous" }).click();
    await phone.waitForURL(/\/rendez-vous\/[\w-]{43}/u);
    return new URL(phone.url()).pathname;
  }

  /** What a page says on a telephone. */
  async text(path: string): Promise<string> {
    const phone = await this.phone();
    await phone.goto(path);
    return plain(await phone.locator("body").innerText());
  }

  /** The half-days of a place, or of every place, from a day on, as programs get them. */
  async api(place: string | undefined, from: string): Promise<readonly HalfDayOfApi[]> {
    const query = new URLSearchParams({ from, ...(place !== undefined && { place: this.slug(place) }) });
    const answer = await fetch(`${this.#url}/api/v1/permanences?${query}`);
    return ((await answer.json()) as { readonly permanences: readonly HalfDayOfApi[] }).permanences;
  }

  /** The half-days of the partner’s feed. */
  async feed(): Promise<readonly EventOfFeed[]> {
    const calendar = new ICAL.Component(ICAL.parse(await (await fetch(this.#addresses.feed)).text()));
    return calendar.getAllSubcomponents("vevent").map((event) => {
      const said = (name: string): string => plain(String(event.getFirstPropertyValue(name)));
      return {
        day: said("dtstart").slice(0, 10),
        place: said("location"),
        summary: said("summary"),
        status: said("status"),
      };
    });
  }

  /** What the partner’s page says of each half-day of a week that holds this day. */
  async agenda(day: string): Promise<readonly string[]> {
    const phone = await this.phone();
    await phone.setViewportSize(SIZES.desk);
    await phone.goto(`${this.#addresses.agenda}?semaine=${day}`);
    const said = await phone.getByRole("main").getByRole("table").getByRole("link").allInnerTexts();
    await phone.setViewportSize(SIZES.phone);
    return said.map((one) => plain(one).replaceAll(/\s+/gu, " "));
  }

  /** What everybody reads of a place on a day. */
  async read(place: string, day: string): Promise<AudienceReading> {
    return {
      page: await this.text(`/lieux/${this.slug(place)}`),
      door: await this.text(this.door(place)),
      room: await this.text(`/ecran/${this.slug(place)}`),
      agenda: (await this.agenda(day)).filter((said) => said.includes(plain(place))),
      feed: (await this.feed()).filter((event) => event.day === day && event.place.startsWith(plain(place))),
      api: (await this.api(place, day)).filter(({ startsAt }) => startsAt.startsWith(day)),
    };
  }
}

/** A text without its no-break spaces and hyphens. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/gu, " ").replaceAll("\u2011", "-");
