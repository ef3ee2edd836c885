import type { Messages } from "next-intl";

/** The words under `tablet` that an open tablet says, so that it does not load those of the pages around it. */
export function wordsOfTablet({ list, install: _, offline: __, ...own }: Messages["tablet"]) {
  return { ...own, list: { title: list.title, practice: list.practice } };
}
