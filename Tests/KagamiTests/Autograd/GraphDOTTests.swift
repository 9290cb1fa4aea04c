import Kagami
import Testing

/// Graphs as text: operations, leaves with names, outputs, and what is kept.
@Suite struct GraphDOTTests {
  private let w = Tensor([[1, 0], [-1, 1]] as [[Float]], requiresGrad: true)
  private let b = Tensor([0.5, 0.5], requiresGrad: true)
  private let x = Tensor([[1, 2], [3, -1]] as [[Float]])

  @Test func operationsAndLeaves() {
    let h = x.linear(w, b)
    let loss = h.relu().sum()
    #expect(
      loss.graphDOT(named: ["w": w, "b": b, "h": h]) == """
        digraph {
          rankdir=LR
          node [shape=box, fontname="Helvetica"]
          n0 [label="linear\\nh [2, 2]"]
          l0 [label="w\\n[2, 2]", shape=ellipse, style=filled, fillcolor="#e8f1fd"]
          l0 -> n0
          l1 [label="b\\n[2]", shape=ellipse, style=filled, fillcolor="#e8f1fd"]
          l1 -> n0
          n1 [label="relu\\n[2, 2]"]
          n0 -> n1
          n2 [label="sum\\n[]"]
          n1 -> n2
          output [label="output\\n[]", style=bold]
          n2 -> output
        }

        """)
  }

  @Test func whatIsSaved() {
    let text = (w * w).sum().graphDOT(named: ["w": w], showsSaved: true)
    #expect(text.contains("n0s0 [label=\"saved input 0\\n[2, 2]\", shape=note, style=dashed]"))
    #expect(text.contains("n0s1 -> n0 [style=dashed, arrowhead=none]"))
    #expect(!text.contains("n1s0"))
    // One leaf, though two edges lead to it.
    #expect(text.split(separator: "\n").filter { $0.contains("l0 -> n0") }.count == 2)
    #expect(!text.contains("l1"))
    #expect(w.relu().graphDOT(showsSaved: true).contains("saved output 0"))
  }

  @Test func severalOutputsAreNumbered() {
    let parts = w.split(1)
    let text = (parts[1] * 2).graphDOT()
    #expect(text.contains("n0 -> n1 [label=\"1\"]"))
    #expect(text.contains("[1, 2]\\n[1, 2]"))
    #expect(text.contains("label=\"leaf\\n[2, 2]\""))
  }

  @Test func namesAreEscaped() {
    let text = (w * 2).graphDOT(named: ["a \"b\"\\\nc": w])
    #expect(text.contains("l0 [label=\"a \\\"b\\\"\\\\\\nc\\n[2, 2]\""))
  }

  @Test func leavesAndConstantsAlone() {
    #expect(x.graphDOT().contains("output [label=\"output\\n[2, 2]\", style=bold]\n}"))
    #expect(w.graphDOT(named: ["w": w]).contains("l0 -> output"))
  }

  @Test func aLongChain() {
    var y = w
    for _ in 0..<20_000 { y = -y }
    #expect(y.graphDOT().contains("n19998 -> n19999"))
  }
}
