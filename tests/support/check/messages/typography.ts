/**
 * A fault of typography or wording in a French text, and how to write it. `unless`: a text in which it is none. In the
 * patterns, ~ stands for U+00A0, the no-break space.
 */
export type Fault = {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly unless?: RegExp;
  readonly wrong: string;
  readonly instead: string;
};

const fault = (rule: string, pattern: RegExp, wrong: string, instead: string): Fault => ({
  rule,
  pattern: new RegExp(pattern.source.replaceAll("~", "\\u00a0"), pattern.flags),
  wrong,
  instead,
});

/** French typography: where lines may break and screen readers pause. */
export const typography: readonly Fault[] = [
  fault("french-apostrophe", /\p{L}'\p{L}/u, "has a straight apostrophe", "Write ’ (U+2019): l’équipe."),
  fault(
    "french-no-break-space",
    /[^~\s?!:;«][?!;]|\s(?<!~)[?!;:]|[^~\s]:(?=\s|$)/u,
    "lacks the no-break space before : ; ? or !",
    "Write U+00A0 before : ; ? and !.",
  ),
  fault(
    "french-quotes",
    /["“”]|«(?!~)|(?<!~)»/u,
    "has quotes that are not « … » with no-break spaces",
    "Write « and » with U+00A0 inside.",
  ),
  fault(
    "french-hours",
    /\d(?:(?!~)\s)?h(?!\p{L})|\d~h(?:(?!~)\s)?\d/u,
    "has an hour that may break over two lines",
    "Write 9 h or 10 h 30 with U+00A0; better, show it with sayHour (lib/time/say.ts).",
  ),
  fault(
    "french-rendez-vous",
    /rendez-vous/iu,
    "has a rendez-vous that may break over two lines",
    "Write it with U+2011: rendez‑vous.",
  ),
  fault("french-ellipsis", /\.\.\./u, "has three points", "Write … (U+2026), or end the sentence."),
];
