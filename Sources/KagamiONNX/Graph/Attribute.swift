// Attributes of nodes.
extension AttributeProto {
  static func int(_ name: String, _ value: Int) -> AttributeProto {
    make(name, .int) { $0.i = Int64(value) }
  }

  static func ints(_ name: String, _ values: [Int]) -> AttributeProto {
    make(name, .ints) { $0.ints = values.map(Int64.init) }
  }

  static func float(_ name: String, _ value: Double) -> AttributeProto {
    make(name, .float) { $0.f = Float(value) }
  }

  private static func make(
    _ name: String, _ type: AttributeType, _ fill: (inout AttributeProto) -> Void
  ) -> AttributeProto {
    var attribute = AttributeProto()
    attribute.name = name
    attribute.type = type
    fill(&attribute)
    return attribute
  }
}
