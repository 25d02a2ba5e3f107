package dev.ringway.server.config;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.Token;

/** The YAML of one file, as a tree of nodes that know their places. */
final class YamlText {
  private static final int MAX_CODE_POINTS = 16 << 20;

  private final String text;
  private final Problems problems;

  YamlText(String text, Problems problems) {
    this.text = text;
    this.problems = problems;
  }

  /** The only document's root; empty after a problem. */
  Optional<Node> root() {
    try {
      LoaderOptions options = options();
      DumperOptions unused = new DumperOptions();
      Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(unused), unused, options);
      Node only = null;
      for (Node node : yaml.composeAll(new StringReader(text))) {
        if (only != null) {
          problems.at(node, "a second document; a configuration is one document");
          return Optional.empty();
        }
        only = node;
      }
      if (only == null) {
        problems.ofFile("the file is empty");
      }
      return Optional.ofNullable(only);
    } catch (YAMLException e) {
      report(e);
      return Optional.empty();
    }
  }

  /** Reports each token that a configuration may not use. */
  void refuseTokens(TokenRule rule) {
    try {
      ScannerImpl scanner = new ScannerImpl(new StreamReader(text), options());
      while (true) {
        Token token = scanner.peekToken();
        scanner.getToken();
        String refusal = rule.refusal(token.getTokenId());
        if (refusal != null) {
          problems.at(token.getStartMark(), refusal);
        }
        if (token.getTokenId() == Token.ID.StreamEnd) {
          return;
        }
      }
    } catch (YAMLException e) {
      report(e);
    }
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CODE_POINTS);
    return options;
  }

  private void report(YAMLException e) {
    if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      String problem = marked.getProblem();
      problems.at(marked.getProblemMark(), "not YAML: " + (problem == null ? "" : problem));
    } else if (e instanceof ReaderException unreadable) {
      reportCharacter(unreadable);
    } else {
      problems.ofFile("not YAML: " + e.getMessage());
    }
  }

  private void reportCharacter(ReaderException e) {
    int line = 1;
    int column = 1;
    int end = Math.min(text.length(), Math.max(0, text.indexOf(e.getCodePoint())));
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    problems.at(
        line, column, "not YAML: the character U+%04X is not allowed".formatted(e.getCodePoint()));
  }
}
