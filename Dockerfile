FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# The runtime comes with the image; the development dependency of the same name is for checkouts.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npx tsc -p tsconfig.build.json && cp -r src/sandbox/page/site dist/sandbox/page/ \
  && npm prune --omit=dev --ignore-scripts \
  # Half of what is left are typings and source maps of packages, which nothing reads here.
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM node:24-bookworm-slim
ENV NODE_ENV=production IRSA_DOCTOR_DATA_DIR=/data
WORKDIR /app
# Everything belongs to root, so that the program cannot change itself even where the root file system can be written to.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY LICENSE ./
RUN install -d -o node -g node -m 0700 /data
# The image's user "node", as a number: Kubernetes cannot tell of a name that it is not root.
USER 1000:1000
VOLUME /data
EXPOSE 3000 9090
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.ADMIN_PORT||9090)+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Little room for what is young: what an audit reads and drops goes at once, for a third less memory at its height.
ENTRYPOINT ["node", "--max-semi-space-size=8", "dist/main.js"]
CMD ["start"]
