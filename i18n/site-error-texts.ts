import type { Locale } from "./routing.ts";

/**
 * The texts of `site.broken` in every language, for the page that is shown when even the layout fails: nothing can
 * bring them to the browser then, and the catalogues are too large for it. A test holds them to the catalogues.
 */
export const siteErrorTexts: Readonly<Record<Locale, Readonly<Record<"title" | "what" | "do" | "again", string>>>> = {
  fr: {
    title: "La page ne s’affiche pas.",
    what: "C’est une panne de notre côté. Vous n’avez rien fait de mal.",
    do: "La page revient toute seule. Sur place, demandez à l’équipe.",
    again: "Essayer encore",
  },
  ar: {
    title: "الصفحة لا تظهر.",
    what: "العطل من جهتنا. لم ترتكبوا أي خطأ.",
    do: "ستعود الصفحة وحدها. في المكان، اسألوا الفريق.",
    again: "حاولوا مرة أخرى",
  },
  tr: {
    title: "Sayfa açılmıyor.",
    what: "Arıza bizde. Siz yanlış bir şey yapmadınız.",
    do: "Sayfa kendiliğinden geri gelir. Oradaysanız ekibe sorun.",
    again: "Tekrar deneyin",
  },
  en: {
    title: "The page cannot be shown.",
    what: "The fault is ours. You did nothing wrong.",
    do: "This page reloads by itself. At the place, ask the team.",
    again: "Try again",
  },
};
