package dev.ringway.core.route;

/** A target that asks one or several child routes and makes one answer of theirs. */
public non-sealed interface FanOut extends Target {}
