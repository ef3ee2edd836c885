/** What an address says after « ? » under one name, when it says it once and says something. */
export const singleValue = (given: string | string[] | undefined): string | undefined =>
  typeof given === "string" && given !== "" ? given : undefined;
