extension JSONText {
  /// Words of a file in one short line, whatever is in them.
  static func short(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let start = String(String.UnicodeScalarView(scalars.prefix(80)))
    return quoted(scalars.count > 80 ? start + "…" : start)
  }
}
