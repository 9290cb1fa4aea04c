extension Module {
  /// Parameters, buffers and children in order of declaration, those of superclasses first, and
  /// then those that were registered.
  var members: [Member] {
    (ownMembers ?? reflectedMembers) + registrations.compactMap(\.member)
  }

  private var reflectedMembers: [Member] {
    properties.flatMap { Self.members(in: $0.value, named: Self.clean($0.label ?? "")) }
  }

  /// The names of all stored properties, of whatever type.
  var propertyNames: [String] { properties.map { Self.clean($0.label ?? "") } }

  /// The stored properties of the subclasses of ``Module``, those of superclasses first.
  private var properties: [Mirror.Child] {
    var levels: [Mirror] = []
    var mirror: Mirror? = Mirror(reflecting: self)
    while let level = mirror, level.subjectType != Module.self {
      levels.append(level)
      mirror = level.superclassMirror
    }
    return levels.reversed().flatMap { Array($0.children) }
  }

  /// A property's own name: lazy ones and wrapped ones are stored under another.
  private static func clean(_ label: String) -> String {
    let lazyPrefix = "$__lazy_storage_$_"
    if label.hasPrefix(lazyPrefix) { return String(label.dropFirst(lazyPrefix.count)) }
    return label.hasPrefix("_") ? String(label.dropFirst()) : label
  }

  private static func members(in value: Any, named name: String) -> [Member] {
    switch value {
    case let parameter as Parameter: return [.parameter(name, parameter)]
    case let buffer as Buffer: return [.buffer(name, buffer)]
    case let module as Module: return [.module(name, module)]
    default: break
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      return mirror.children.flatMap { members(in: $0.value, named: name) }
    case .collection:
      // Most arrays hold numbers; one look at the first element passes them by.
      guard mayHoldMembers(mirror) else { return [] }
      return mirror.children.enumerated().flatMap { index, child in
        members(in: child.value, named: "\(name).\(index)")
      }
    case .dictionary:
      guard mayHoldMembers(mirror) else { return [] }
      let pairs = mirror.children.compactMap { child -> (key: String, value: Any)? in
        let parts = Array(Mirror(reflecting: child.value).children)
        return parts.count == 2 ? ("\(parts[0].value)", parts[1].value) : nil
      }
      // A dictionary has no order of its own.
      return pairs.sorted { $0.key < $1.key }.flatMap { pair in
        members(in: pair.value, named: "\(name).\(pair.key)")
      }
    default: return []
    }
  }

  private static func mayHoldMembers(_ mirror: Mirror) -> Bool {
    guard let first = mirror.children.first?.value else { return false }
    return !(first is any BinaryInteger || first is any BinaryFloatingPoint || first is String)
  }
}
