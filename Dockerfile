# Everything in one image: the web server, the worker and the command line. Which one runs is said by the command.
FROM node:26-slim AS build
WORKDIR /app
COPY . .
# The same set-up as a clone's: from the lock file, without install scripts, then the database client and the builds.
# The optional packages are a clone's Node and PostgreSQL, which the image and compose bring.
RUN --mount=type=cache,target=/root/.npm node packages/tooling/setup.mjs start \
  && npm prune --omit=dev --omit=optional --ignore-scripts \
  && rm -rf .turbo

FROM node:26-slim
ENV NODE_ENV=production \
  VIGIE_DATA_DIR=/data
# Mails that no provider sends are kept here; the code itself stays root's, so that nothing that runs can change it.
RUN mkdir /data && chown node:node /data
VOLUME /data
COPY --from=build /app /app
WORKDIR /app
USER node
EXPOSE 3000
CMD ["node", "apps/web/server.ts"]
