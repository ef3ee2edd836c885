export { default, generateMetadata } from "#app/[locale]/(held)/rendez-vous/page.tsx";
