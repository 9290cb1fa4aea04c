internal import Kagami

extension Module {
  /// Parameters, buffers and children in order of declaration, those of superclasses first, and
  /// then those that were registered; no two of one name.
  var members: [Member] {
    if let own = ownMembers, registrations.isEmpty { return own }
    let registered = registrations.compactMap(\.member)
    if let own = ownMembers { return checked((own + registered).map { ($0, "") }) }
    let reflected = properties.flatMap { property in
      Reflection.members(in: property.value, named: Reflection.clean(property.label), of: self)
        .map { ($0, "\(property.owner).\(property.label)") }
    }
    return checked(reflected + registered.map { ($0, "register(…, name: \"\($0.name)\")") })
  }

  /// Stops if two members have one name, under which one would hide the other.
  private func checked(_ found: [(member: Member, origin: String)]) -> [Member] {
    var origins: [String: String] = [:]
    for (member, origin) in found {
      guard let other = origins.updateValue(origin, forKey: member.name) else { continue }
      misuse(
        "\(type(of: self))",
        "two members are named \(member.name): \(other) and \(origin)",
        hint: "rename one; a leading underscore does not count")
    }
    return found.map(\.member)
  }

  /// The names of all stored properties, of whatever type.
  var propertyNames: [String] { properties.map { Reflection.clean($0.label) } }

  /// The stored properties of the subclasses of ``Module``, those of superclasses first.
  private var properties: [(owner: Any.Type, label: String, value: Any)] {
    var levels: [Mirror] = []
    var mirror: Mirror? = Mirror(reflecting: self)
    while let level = mirror, level.subjectType != Module.self {
      levels.append(level)
      mirror = level.superclassMirror
    }
    return levels.reversed().flatMap { level in
      level.children.map { (level.subjectType, $0.label ?? "", $0.value) }
    }
  }
}

/// How members are found in the values of stored properties.
enum Reflection {
  /// A property's own name: lazy ones and wrapped ones are stored under another.
  static func clean(_ label: String) -> String {
    let lazyPrefix = "$__lazy_storage_$_"
    if label.hasPrefix(lazyPrefix) { return String(label.dropFirst(lazyPrefix.count)) }
    return label.hasPrefix("_") ? String(label.dropFirst()) : label
  }

  /// The members in `value`: itself, or those that an optional, an array, a dictionary, a tuple, a
  /// structure or the payload of an enumeration holds.
  static func members(in value: Any, named name: String, of owner: Module) -> [Member] {
    if isPlain(type(of: value)) { return [] }
    switch value {
    case let parameter as Parameter: return [.parameter(name, parameter)]
    case let buffer as Buffer: return [.buffer(name, buffer)]
    case let module as Module: return [.module(name, module)]
    default: break
    }
    let mirror = Mirror(reflecting: value)
    func below(_ key: String, _ value: Any) -> [Member] {
      members(in: value, named: "\(name).\(key)", of: owner)
    }
    switch mirror.displayStyle {
    case .optional:
      return mirror.children.flatMap { members(in: $0.value, named: name, of: owner) }
    case .collection:
      return mirror.children.enumerated().flatMap { below("\($0)", $1.value) }
    case .tuple:
      return mirror.children.enumerated().flatMap { index, child in
        // Elements without a name are labelled ".0", ".1".
        let label = child.label.flatMap { $0.hasPrefix(".") ? nil : $0 }
        return below(label ?? "\(index)", child.value)
      }
    case .struct:
      return mirror.children.flatMap { child in
        // A wrapped property is named as it is declared.
        child.label == "wrappedValue"
          ? members(in: child.value, named: name, of: owner)
          : below(clean(child.label ?? ""), child.value)
      }
    case .enum:
      return mirror.children.flatMap { below($0.label ?? "", $0.value) }
    case .dictionary:
      // A dictionary has no order of its own.
      return pairs(in: mirror).sorted { $0.key < $1.key }.flatMap { key, value in
        let found = below(key, value)
        if !found.isEmpty, key.isEmpty || key.contains(".") {
          refuse(
            name, owner, "under the key \"\(key)\"", "keys are names: not empty, without a dot")
        }
        return found
      }
    case .set:
      let found = mirror.children.flatMap { below("", $0.value) }
      if !found.isEmpty {
        refuse(name, owner, "in a set", "a set has no order to name members by; use an array")
      }
      return []
    default: return []
    }
  }

  private static func refuse(
    _ name: String, _ owner: Module, _ place: String, _ hint: String
  ) -> Never {
    misuse("\(type(of: owner)).\(name)", "a member stands \(place)", hint: hint)
  }

  private static func pairs(in mirror: Mirror) -> [(key: String, value: Any)] {
    mirror.children.compactMap { child in
      let parts = Array(Mirror(reflecting: child.value).children)
      return parts.count == 2 ? ("\(parts[0].value)", parts[1].value) : nil
    }
  }

  /// Whether no value of a type holds members: numbers, text, tensors and arrays of those.
  private static func isPlain(_ type: Any.Type) -> Bool {
    if type == Int.self || type == Double.self || type == Bool.self || type == Float.self
      || type == String.self || type == Shape.self || type == Tensor.self
    {
      return true
    }
    if type is any BinaryInteger.Type || type is any BinaryFloatingPoint.Type { return true }
    return (type as? any ElementTyped.Type).map { isPlain($0.elementType) } ?? false
  }
}

/// A collection with a static element type, so that a million numbers are not reflected one by one.
private protocol ElementTyped {
  static var elementType: Any.Type { get }
}

extension Array: ElementTyped {
  fileprivate static var elementType: Any.Type { Element.self }
}

extension Set: ElementTyped {
  fileprivate static var elementType: Any.Type { Element.self }
}

extension Dictionary: ElementTyped {
  fileprivate static var elementType: Any.Type { Value.self }
}

extension Optional: ElementTyped {
  fileprivate static var elementType: Any.Type { Wrapped.self }
}
