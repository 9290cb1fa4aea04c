import Testing

@testable import Kagami

/// A handful of entries and many behave alike.
@Suite struct SmallMapTests {
  private final class Thing {}

  @Test(arguments: [0, 1, 12, 13, 100]) func whatIsPutInComesOut(_ count: Int) {
    let things = (0..<count).map { _ in Thing() }
    var map = SmallMap<ObjectIdentifier, Int>()
    for (index, thing) in things.enumerated() { map.insert(index, for: ObjectIdentifier(thing)) }
    for (index, thing) in things.enumerated() {
      #expect(map.contains(ObjectIdentifier(thing)))
      #expect(map[ObjectIdentifier(thing)] == index)
    }
    // Every second one goes, the rest stay.
    for index in stride(from: 0, to: count, by: 2) {
      let (first, second) = (
        map.take(ObjectIdentifier(things[index])), map.take(ObjectIdentifier(things[index]))
      )
      #expect(first == index)
      #expect(second == nil)
    }
    for (index, thing) in things.enumerated() {
      #expect(map[ObjectIdentifier(thing)] == (index % 2 == 0 ? nil : index))
    }
  }

  @Test func aSetCountsOnce() {
    let things = (0..<20).map { _ in Thing() }
    var set = SmallSet(things.prefix(5).map { ObjectIdentifier($0) })
    for (index, thing) in things.enumerated() {
      let isNew = set.insert(ObjectIdentifier(thing))
      #expect(isNew == (index >= 5))
      #expect(set.contains(ObjectIdentifier(thing)))
    }
  }
}
