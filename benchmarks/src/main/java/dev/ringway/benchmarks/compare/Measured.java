package dev.ringway.benchmarks.compare;

import java.util.List;

/** A row and what it measured. */
record Measured(Case row, List<Samples> byPeer) {}
