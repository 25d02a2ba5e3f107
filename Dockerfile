# The image: the program, a Java runtime of the modules that it uses, and for each profile a cache of loaded and linked classes.
#   docker build -t ringway:0.1.0 .
# Both bases can be others of the same C library: the first needs a JDK 25, the second nothing but the C library.
ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG RUNTIME_IMAGE=debian:12-slim

FROM ${BUILD_IMAGE} AS build
# For example --offline, where the base brings its own repository.
ARG MAVEN_ARGS=
WORKDIR /src
COPY . .
RUN . .mvn/find-jdk.sh && find_jdk && ./mvnw -q -B -ntp ${MAVEN_ARGS} -Dfast -DskipTests -pl server -am package

RUN . .mvn/find-jdk.sh && find_jdk && server/src/main/launch/lay-out server/target/ringway.jar /opt/ringway

FROM ${RUNTIME_IMAGE}
COPY --from=build /opt/ringway /opt/ringway
COPY --from=build /opt/ringway/ringway /usr/local/bin/
# One arena is enough for the little that is allocated outside the heap.
ENV MALLOC_ARENA_MAX=1
USER 65532:65532
EXPOSE 6379 11211 9122 22222
STOPSIGNAL SIGTERM
# Needs no shell. The JVM's options are the sidecar's; the program changes to RINGWAY_PROFILE's by itself.
ENTRYPOINT ["/opt/ringway/java/bin/java", "@/opt/ringway/run"]
