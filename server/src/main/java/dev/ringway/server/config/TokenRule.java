package dev.ringway.server.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.tokens.Token;

/** Which parts of YAML a format does without. */
enum TokenRule {
  /** nutcracker reads block style only. */
  NUTCRACKER {
    @Override
    @Nullable String refusal(Token.ID token) {
      return switch (token) {
        case DocumentStart, DocumentEnd -> "nutcracker's format has no document markers";
        case FlowSequenceStart, FlowSequenceEnd, FlowMappingStart, FlowMappingEnd, FlowEntry ->
            "nutcracker's format has no flow style ([ ] { }); write one entry a line";
        default -> RINGWAY.refusal(token);
      };
    }
  },
  /** Ringway's own format has nothing that hides what a value is. */
  RINGWAY {
    @Override
    @Nullable String refusal(Token.ID token) {
      return switch (token) {
        case Anchor, Alias -> "anchors and aliases (& and *) are not allowed; write it out";
        case Tag -> "tags (!) are not allowed";
        case Directive -> "directives (%) are not allowed";
        default -> null;
      };
    }
  };

  /** Why a token is refused, or null. */
  abstract @Nullable String refusal(Token.ID token);
}
