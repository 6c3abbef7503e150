# Sluice in a container: `docker build -t sluice .`, see docs/operations.md. It runs as a user without rights, writes to
# /var/lib/sluice and /tmp alone, holds no secret, and listens on loopback until SLUICE_HOST says otherwise.
#
# Tags are of one version. To pin the very bytes, give both by digest, which names them for every architecture:
#   docker buildx imagetools inspect node:20.20.2-bookworm-slim --format '{{.Manifest.Digest}}'
#   docker build --build-arg NODE_SLIM=node:20.20.2-bookworm-slim@sha256:… --build-arg NODE_FULL=node:20.20.2-bookworm@sha256:… .
ARG NODE_FULL=node:20.20.2-bookworm
ARG NODE_SLIM=node:20.20.2-bookworm-slim

FROM ${NODE_FULL} AS builder
WORKDIR /build
# Where no prebuilt binary of the SQLite driver can be had it is compiled, with the headers of this very Node.
ENV npm_config_nodedir=/usr/local
COPY package.json package-lock.json .npmrc ./
# No script of a dependency runs but the one that is needed.
RUN npm ci --ignore-scripts --no-audit && npm rebuild better-sqlite3 --foreground-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src/ src/
COPY ingest/ ingest/
COPY filters/ filters/
COPY entitlements/ entitlements/
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit \
  # The inference runtime brings its libraries for other systems, too.
  && rm -rf node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32

FROM ${NODE_SLIM}
# Nothing is installed at run time. What the sandbox of the parsers uses (util-linux) is part of Debian's base.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-* \
    /usr/local/bin/yarn /usr/local/bin/yarnpkg \
  && install -d -m 0700 -o 10001 -g 10001 /var/lib/sluice
WORKDIR /opt/sluice
# Root owns what is run: the user of the service can read it and change none of it.
COPY package.json LICENSE SECURITY.md CHANGELOG.md ./
COPY migrations/ migrations/
COPY models/ models/
COPY --from=builder /build/node_modules/ node_modules/
COPY --from=builder /build/dist/ dist/

ENV NODE_ENV=production SLUICE_DATA=/var/lib/sluice
VOLUME /var/lib/sluice
USER 10001:10001
EXPOSE 8787
# It finishes what is under way and ends within 10 seconds: give it 15 (`docker stop --time 15`).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.SLUICE_PORT || 8787) + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/sluice/dist/src/cli/main.js"]
CMD ["serve"]
