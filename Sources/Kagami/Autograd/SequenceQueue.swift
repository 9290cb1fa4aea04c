/// Nodes waiting for their turn, youngest first: a binary heap.
struct SequenceQueue {
  private var heap: [Node] = []

  mutating func push(_ node: Node) {
    heap.append(node)
    var child = heap.count - 1
    while child > 0, heap[(child - 1) / 2].sequenceNumber < heap[child].sequenceNumber {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Node? {
    guard let last = heap.popLast() else { return nil }
    guard let youngest = heap.first else { return last }
    heap[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return youngest }
      if child + 1 < heap.count, heap[child + 1].sequenceNumber > heap[child].sequenceNumber {
        child += 1
      }
      guard heap[child].sequenceNumber > heap[parent].sequenceNumber else { return youngest }
      heap.swapAt(child, parent)
      parent = child
    }
  }
}
