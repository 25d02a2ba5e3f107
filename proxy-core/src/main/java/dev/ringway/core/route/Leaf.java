package dev.ringway.core.route;

/** A target without children: a server, or an answer made here. */
public non-sealed interface Leaf extends Target {}
