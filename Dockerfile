# The command line in an image of its own: docker run --rm -v "$PWD:/work" -p 4010:4010 docproof mock openapi.yaml
FROM node:22-alpine AS build
WORKDIR /build
COPY . .
# What a fleet needs: --build-arg PEERS="ioredis@6 bullmq@6 @aws-sdk/client-s3@3"
ARG PEERS=""
RUN sh scripts/ci/image.sh /opt/docproof

FROM node:22-alpine
COPY --from=build /opt/docproof /opt/docproof
# A server in a container is reached through its network, and its own pages by loopback names and IP addresses only.
ENV NODE_ENV=production DOCPROOF_HOST=0.0.0.0 PATH=/opt/docproof/node_modules/.bin:$PATH
WORKDIR /work
USER node
EXPOSE 4010
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["node", "/opt/docproof/health.mjs"]
ENTRYPOINT ["docproof"]
CMD ["mock"]
