/** Unusual texts that can be stored unchanged and may be typed into any text field. */
export const ODD_TEXTS: readonly string[] = [
  "'; DROP TABLE visit; --",
  "' OR '1'='1",
  "1; SELECT pg_sleep(9)",
  "\\'; --",
  "${7*7}",
  "{{7*7}}",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "javascript:alert(1)",
  "../../../../etc/passwd",
  "%00",
  "%s%s%s%n",
  "=cmd|' /C calc'!A0",
  "محمد بن أحمد",
  "\u202egnp.exe",
  "שלום",
  "👩🏽‍🔧👨‍👩‍👧‍👦",
  "Zoë Łódź ß ﬁ",
  "한국어",
  "𝕴𝖓𝖛𝖆𝖑𝖎𝖉",
  "a\u0301\u0301\u0301",
  "\ufeffBOM",
  "null",
  "undefined",
  "NaN",
  "true",
  "__proto__",
  "constructor",
  "-1",
  "0",
  "1e999",
  "\t\r\n",
];

/** Texts that cannot be stored: they are refused in every field. */
export const UNSTORABLE_TEXTS: readonly string[] = ["a\u0000b", "\u0000", "\ud83d", "\udc00x", "x\u0007", "\u001b[31m"];

/** Texts that are no valid time with an offset. */
export const NO_MOMENTS: readonly string[] = [
  "1970",
  "2999",
  "tomorrow",
  "2026-09-07",
  "2026-09-07T10:00:00",
  "2026-02-30T10:00:00+01:00",
  "2026-13-01T10:00:00Z",
  "2026-09-07T24:30:00Z",
  "2026-09-07T10:00:00+99:00",
  "+275760-09-13T00:00:01Z",
  "-000001-01-01T00:00:00Z",
  "٢٠٢٦-٠٩-٠٧T10:00:00Z",
];

/** Valid times at which no appointment can be: far past and future, and the hour skipped in spring. */
export const IMPOSSIBLE_MOMENTS: readonly string[] = [
  "1970-01-01T00:00:00Z",
  "1969-12-31T23:59:59.999Z",
  "0000-01-01T00:00:00Z",
  "0001-01-01T00:00:00+23:59",
  "2999-12-31T23:59:59+01:00",
  "9999-12-31T23:59:59.999-23:59",
  "2026-03-29T02:30:00+01:00",
  "2026-03-29T02:30:00+02:00",
  "2026-10-25T02:30:00+01:00",
  "2026-11-24T03:07:11.123456789+01:00",
];

/** Texts that are neither an id nor a secret of the product. */
export const NO_IDS: readonly string[] = [
  "x",
  "0",
  "-1",
  "null",
  "undefined",
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "' OR 1=1 --",
  "<script>",
  "a/b",
  "..",
  "%2e%2e",
  "a\u0000b",
  "🦊",
  "محمد",
  "a".repeat(300),
  "A".repeat(43),
  "_".repeat(43),
  "1e3",
  "[id]",
  "{id}",
  "*",
  "%",
  "%zz",
  "%E0%A4%A",
];

export const HUGE = "x".repeat(2 * 1024 * 1024);
