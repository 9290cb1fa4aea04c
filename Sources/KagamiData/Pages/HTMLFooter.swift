/// How the results of a page came about and how to get them again.
public struct HTMLFooter: Sendable {
  /// What to type to make the same page.
  public var command: String
  /// The program and its version.
  public var engine: String
  /// What computed.
  public var processor: String
  /// How long that took.
  public var seconds: Double
  /// Further names and values.
  public var settings: HTMLSettings

  /// Joins what is needed to get a page again.
  ///
  /// - Parameters:
  ///   - command: What to type, in one or more lines.
  ///   - engine: The program and its version.
  ///   - processor: The processor's name, with threads and instruction set if they matter.
  ///   - seconds: The duration of the whole computation.
  ///   - settings: Further names and values, such as a date or a seed.
  public init(
    command: String, engine: String, processor: String, seconds: Double,
    settings: HTMLSettings = [:]
  ) {
    self.command = command
    self.engine = engine
    self.processor = processor
    self.seconds = seconds
    self.settings = settings
  }

  /// The written form.
  func html(name: String) -> HTMLElement {
    var list: HTMLSettings = [
      "Engine": HTMLText(engine), "Processor": HTMLText(processor),
      "Time": HTMLText(HTMLNumber.duration(seconds)),
    ]
    for (name, value) in settings.pairs { list.append(name, value) }
    return HTMLElement(
      "footer",
      [
        HTMLElement("h2", ["id": name], text: "How to reproduce"),
        .preformatted(command, label: "Command"),
        list.html,
      ])
  }
}
