/// A setting of a run, as the dashboard of hyperparameters compares it.
///
/// ```swift
/// let settings: [String: HyperParameter] = ["rate": 0.001, "optimizer": "adam", "shuffled": true]
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/tensorboard.html>.
public enum HyperParameter: Equatable, Sendable, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral
{
  /// A number.
  case number(Double)
  /// A word.
  case text(String)
  /// Yes or no.
  case truth(Bool)

  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  /// A word.
  public init(stringLiteral value: String) { self = .text(value) }
  /// Yes or no.
  public init(booleanLiteral value: Bool) { self = .truth(value) }

  /// The number of the type in the plugin's messages.
  fileprivate var type: Int {
    switch self {
    case .text: 1
    case .truth: 2
    case .number: 3
    }
  }

  /// The fields of a `google.protobuf.Value`.
  fileprivate func write(to fields: inout Fields) {
    switch self {
    case .number(let number): fields.double(2, number)
    case .text(let text): fields.text(3, text)
    case .truth(let truth): fields.integer(4, truth ? 1 : 0)
    }
  }
}

// The three summaries of a run's settings: what there is to compare, the run's values, and its end. Source:
// https://github.com/tensorflow/tensorboard/blob/master/tensorboard/plugins/hparams/plugin_data.proto.
extension Fields {
  static func hparams(
    _ settings: [(name: String, value: HyperParameter)], metrics: [String]
  ) -> [Fields] {
    let experiment = Fields.message {
      $0.message(2) { experiment in
        for (name, value) in settings {
          experiment.message(4) {
            $0.text(1, name)
            $0.integer(4, value.type)
          }
        }
        for metric in metrics { experiment.message(5) { $0.message(1) { $0.text(2, metric) } } }
      }
    }
    let start = Fields.message {
      $0.message(3) { start in
        for (name, value) in settings {
          start.message(1) {
            $0.text(1, name)
            $0.message(2) { value.write(to: &$0) }
          }
        }
      }
    }
    // It ended well.
    let end = Fields.message { $0.message(4) { $0.integer(1, 1) } }
    let parts = [
      ("experiment", experiment), ("session_start_info", start), ("session_end_info", end),
    ]
    return parts.map { name, content in
      .message {
        $0.text(1, "_hparams_/\(name)")
        $0.plugin("hparams", content.bytes)
      }
    }
  }
}
