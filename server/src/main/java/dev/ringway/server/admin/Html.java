package dev.ringway.server.admin;

import java.util.Locale;

/** A page being written: text is escaped, tables are rows of cells. */
final class Html {
  private final StringBuilder out;

  Html(String head) {
    out = new StringBuilder(8 << 10).append(head);
  }

  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  Html text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        default -> out.append(c);
      }
    }
    return this;
  }

  /** Opens a table; a head that begins with {@code #} stands over numbers. */
  Html table(String title, String... heads) {
    raw("<h2>").text(title).raw("</h2>\n<table><tr>");
    for (String head : heads) {
      boolean number = head.startsWith("#");
      raw(number ? "<th class=n>" : "<th>").text(number ? head.substring(1) : head).raw("</th>");
    }
    return raw("</tr>");
  }

  Html row() {
    return raw("\n<tr>");
  }

  Html cell(String text) {
    return raw("<td>").text(text).raw("</td>");
  }

  Html number(String text) {
    return raw("<td class=n>").text(text).raw("</td>");
  }

  Html number(long number) {
    return number(String.format(Locale.ROOT, "%,d", number).replace(',', ' '));
  }

  /** A cell that catches the eye if something is wrong. */
  Html state(String text, boolean bad) {
    return raw(bad ? "<td class=bad>" : "<td>").text(text).raw("</td>");
  }

  Html endTable() {
    return raw("\n</table>\n");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
