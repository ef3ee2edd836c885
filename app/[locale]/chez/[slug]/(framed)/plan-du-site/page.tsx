export { default, generateMetadata } from "#app/[locale]/(site)/plan-du-site/page.tsx";
