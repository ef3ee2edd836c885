# The application and, with another command (permanences worker), the worker. docs/exploitation.md says how it is run.
# Where no registry can be reached, BASE is a base of one's own that has npm (npm run verify:container makes one).
ARG BASE=docker.io/library/node:24-bookworm-slim

# The packages of package-lock.json, those for building included. Settings of npm, such as a registry of the city, come as the
# secret npmrc and stay out of the image: --secret id=npmrc,src=$HOME/.npmrc
FROM ${BASE} AS packages
WORKDIR /srv/permanences
COPY package.json package-lock.json ./
COPY prisma.config.ts ./
COPY prisma prisma
COPY lib/server/env.ts lib/server/env.ts
COPY scripts scripts
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --no-audit --no-fund && rm -rf /root/.npm

FROM packages AS build
COPY . .
RUN npm run build && rm -rf .next/cache && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

# What runs: the sources, the built application, the packages for production. Everything in it belongs to root.
FROM ${BASE}
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /var/lib/permanences --shell /usr/sbin/nologin permanences \
 && install -d -o 10001 -g 10001 -m 0700 /var/lib/permanences /var/backups/permanences \
 && ln -s /srv/permanences/deploy/containers/permanences /usr/local/bin/permanences
WORKDIR /srv/permanences
COPY --from=build /srv/permanences .
ENV DATA_FOLDER=/var/lib/permanences BACKUP_FOLDER=/var/backups/permanences
VOLUME /var/lib/permanences /var/backups/permanences
USER 10001:10001
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s --retries=3 \
  CMD ["permanences", "health"]
CMD ["permanences", "start"]
