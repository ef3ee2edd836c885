import { parseWeek, weekOf, type OpenSpan, type WeekHours } from "./opening-hours.ts";

/** What somebody typed as hours: a week, or the spans of a day where no day was named. */
export type TypedHours = { readonly week: WeekHours } | { readonly anyDay: readonly OpenSpan[] };

/**
 * Reads hours as people type them in French or in the form of OpenStreetMap: « lundi au vendredi 9h-12h », « lun-ven
 * 9:00-12:00 et 14 h à 17 h, sam 10h-12h », « tous les jours de 8 h à 20 h sauf dimanche », « fermé les jours fériés ».
 * Undefined for any text that holds a word it does not know or that can be read in two ways: spans out of order, a day
 * with hours in two rules, « sauf » without days before it, a bare « 9-12 ».
 */
export function readTypedHours(typed: string): TypedHours | undefined {
  const normal = parseWeek(typed.trim());
  if (normal) return isOpen(normal) ? { week: normal } : undefined;
  const tokens = tokensOf(typed);
  return tokens && new Reader(tokens).read();
}

type Token =
  | { readonly is: "day"; readonly day: number }
  | { readonly is: "time"; readonly minute: number; readonly marked: boolean }
  | { readonly is: Word };

/** Signs and words between days and hours; words with the same part in the sentence are one. */
type Word =
  | "to"
  | "dash"
  | "from"
  | "on"
  | "and"
  | "comma"
  | "stop"
  | "colon"
  | "except"
  | "closed"
  | "daily"
  | "holidays";

const DAYS = [
  ["lundis", "lundi", "lun", "mo"],
  ["mardis", "mardi", "mar", "tu"],
  ["mercredis", "mercredi", "mer", "we"],
  ["jeudis", "jeudi", "jeu", "th"],
  ["vendredis", "vendredi", "ven", "fr"],
  ["samedis", "samedi", "sam", "sa"],
  ["dimanches", "dimanche", "dim", "su"],
] as const;

const MIDNIGHT = 1440;

const WORDS: ReadonlyMap<string, Word> = new Map(
  Object.entries<Word>({
    a: "to",
    au: "to",
    "jusqu'a": "to",
    "-": "dash",
    de: "from",
    du: "from",
    le: "on",
    les: "on",
    et: "and",
    puis: "and",
    "+": "and",
    "&": "and",
    "/": "and",
    ",": "comma",
    ";": "stop",
    ".": "stop",
    "\n": "stop",
    ":": "colon",
    sauf: "except",
    hors: "except",
    ferme: "closed",
    fermee: "closed",
    off: "closed",
    closed: "closed",
    ph: "holidays",
  }),
);
const HOLIDAYS = String.raw`jours? feries?|feries?`;
const TIME = String.raw`(?<hour>\d{1,2})(?: ?(?<mark>h)(?:eures?)?(?: ?(?<minutes>\d{2})(?!\d| ?h))?|:(?<clock>\d{2}))?`;
const TOKEN = new RegExp(
  String.raw`[ \t]*(?:(?<daily>tous les jours)|(?<holidays>${HOLIDAYS})|(?<noon>midi)\b|(?:${TIME})(?![\da-z])|(?<word>jusqu'a|[a-z]+)\.?|(?<sign>[-,;:\n+&/]|\.(?=\s|$)))`,
  "uy",
);

/**
 * The parts of a text without accents, capitals and kinds of dashes and spaces; undefined when one of them is unknown.
 */
function tokensOf(typed: string): readonly Token[] | undefined {
  const text = typed
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/gu, "-")
    .replace(/\u2019/gu, "'")
    .replace(/\r\n?/gu, "\n")
    .replace(/[^\S\n]+/gu, " ")
    .trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) return undefined;
    const token = tokenOf(groups);
    if (!token) return undefined;
    tokens.push(token);
  }
  return tokens;
}

type Groups = Readonly<Record<string, string | undefined>>;

function tokenOf({ daily, holidays, noon, hour, mark, minutes, clock, word, sign }: Groups): Token | undefined {
  if (daily !== undefined) return { is: "daily" };
  if (holidays !== undefined) return { is: "holidays" };
  if (noon !== undefined) return { is: "time", minute: 12 * 60, marked: true };
  if (hour !== undefined) {
    const hours = Number(hour);
    const rest = Number(minutes ?? clock ?? 0);
    const minute = hours * 60 + rest;
    if (rest > 59 || minute > MIDNIGHT) return undefined;
    return { is: "time", minute, marked: (mark ?? clock) !== undefined };
  }
  const said = word ?? sign ?? "";
  const day = DAYS.findIndex((names) => names.some((name) => name === said));
  if (day >= 0) return { is: "day", day };
  const is = WORDS.get(said);
  return is && { is };
}

/**
 * « lundi au vendredi 9h-12h »: days, which are absent in hours alone, and their spans; none when these days are
 * closed.
 */
type DaysAndSpans = { readonly days?: readonly number[]; readonly spans: readonly OpenSpan[] };

/** Reads the parts of a text from left to right; each method leaves `at` where it was when it reads nothing. */
class Reader {
  private readonly tokens: readonly Token[];
  private at = 0;
  private holidays: "closed" | undefined;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  read(): TypedHours | undefined {
    const rules: DaysAndSpans[] = [];
    while (this.at < this.tokens.length) {
      if (!this.closedOnHolidays()) {
        const rule = this.rule();
        if (!rule) return undefined;
        rules.push(rule);
      }
      while (this.take("stop", "comma", "and"));
    }
    return this.together(rules);
  }

  private together(rules: readonly DaysAndSpans[]): TypedHours | undefined {
    const [only] = rules;
    if (rules.length === 1 && only && !only.days)
      return this.holidays === undefined ? { anyDay: only.spans } : undefined;
    if (rules.some(({ days }) => !days)) return undefined;
    const open = rules.flatMap(({ days = [], spans }) => (spans.length > 0 ? days : []));
    if (new Set(open).size < open.length) return undefined;
    const closed = new Set(rules.flatMap(({ days = [], spans }) => (spans.length === 0 ? days : [])));
    const spans = rules.flatMap((rule) =>
      (rule.days ?? [])
        .filter((day) => !closed.has(day))
        .flatMap((weekday) => rule.spans.map((span) => ({ weekday, ...span }))),
    );
    return spans.length === 0 ? undefined : { week: weekOf(spans, this.holidays) };
  }

  /** « fermé les jours fériés », « sauf jours fériés », « PH off ». */
  private closedOnHolidays(): boolean {
    const start = this.at;
    const before = this.take("closed", "except");
    this.take("on");
    if (this.take("holidays") && (before || this.take("closed"))) {
      this.holidays = "closed";
      return true;
    }
    this.at = start;
    return false;
  }

  private rule(): DaysAndSpans | undefined {
    if (this.take("closed")) return this.closed(this.days());
    const days = this.days();
    if (days && this.take("closed")) return this.closed(days);
    if (days) this.take("colon", "comma");
    const spans = this.spans();
    if (!spans) return undefined;
    const except = this.except();
    if (except === undefined) return undefined;
    if (!days) return except.length === 0 ? { spans } : undefined;
    return { days: days.filter((day) => !except.includes(day)), spans };
  }

  private closed(days: readonly number[] | undefined): DaysAndSpans | undefined {
    return days && { days, spans: [] };
  }

  /** The days after « sauf »; none without that word. Undefined when they cannot be read or have hours of their own. */
  private except(): readonly number[] | undefined {
    const start = this.at;
    this.take("comma");
    if (!this.take("except") || this.sees("holidays") || (this.sees("on") && this.sees("holidays", 1))) {
      this.at = start;
      return [];
    }
    const days = this.days();
    return this.sees("time") || this.sees("from") || this.sees("colon") ? undefined : days;
  }

  private days(): readonly number[] | undefined {
    const first = this.someDays();
    if (!first) return undefined;
    const days = [...first];
    for (;;) {
      const start = this.at;
      while (this.take("comma", "and"));
      const more = this.someDays();
      if (!more) {
        this.at = start;
        return days;
      }
      days.push(...more);
    }
  }

  /** « lundi », « le mardi », « du lundi au vendredi », « lun-ven », « tous les jours ». */
  private someDays(): readonly number[] | undefined {
    if (this.take("daily")) return DAYS.map((_, day) => day);
    const start = this.at;
    const isRange = this.take("from");
    if (!isRange) this.take("on");
    const first = this.day();
    const until = first !== undefined && this.take("to", "dash");
    const last = until ? this.day() : first;
    if (first !== undefined && last !== undefined && (until || !isRange))
      return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, step) => (first + step) % 7);
    this.at = start;
    return undefined;
  }

  private day(): number | undefined {
    const token = this.tokens[this.at];
    if (token?.is !== "day") return undefined;
    this.at += 1;
    return token.day;
  }

  /** Spans of a day, each after the one before. */
  private spans(): readonly OpenSpan[] | undefined {
    const spans: OpenSpan[] = [];
    for (;;) {
      const start = this.at;
      if (spans.length > 0) while (this.take("comma", "and"));
      const span = this.span();
      if (span === "none") {
        this.at = start;
        return spans.length === 0 ? undefined : spans;
      }
      if (!span || span.from < (spans.at(-1)?.to ?? 0)) return undefined;
      spans.push(span);
    }
  }

  /** « de 9 h à 12 h », « 9h-12h »; `none` where no hour stands, undefined where one stands that is no span. */
  private span(): OpenSpan | "none" | undefined {
    const start = this.at;
    this.take("from");
    const from = this.time();
    if (!from) {
      this.at = start;
      return "none";
    }
    if (!this.take("to", "dash")) return undefined;
    const to = this.time();
    if (!to || !(from.marked || to.marked) || from.minute >= to.minute) return undefined;
    return { from: from.minute, to: to.minute };
  }

  private time(): Extract<Token, { is: "time" }> | undefined {
    const token = this.tokens[this.at];
    if (token?.is !== "time") return undefined;
    this.at += 1;
    return token;
  }

  private sees(is: Token["is"], ahead = 0): boolean {
    return this.tokens[this.at + ahead]?.is === is;
  }

  private take(...words: readonly Word[]): boolean {
    const is = this.tokens[this.at]?.is;
    const isOne = words.some((word) => word === is);
    if (isOne) this.at += 1;
    return isOne;
  }
}

const isOpen = ({ days }: WeekHours): boolean => days.some((spans) => spans.length > 0);
