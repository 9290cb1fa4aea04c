internal import KagamiData

extension ForwardStudy {
  /// The page, from what was measured with every seed.
  func page(_ runs: [Measured]) throws -> HTMLPage {
    guard let first = runs.first else { return HTMLPage(title: title, lead: "", sections: []) }
    return HTMLPage(
      title: title, lead: answer(runs),
      sections: [
        HTMLSection(
          "The same numbers",
          blocks: [
            .code(ForwardExample.functionText, label: "The function"),
            .code(ForwardExample.moduleText, label: "The module"),
            .table(equality(runs)),
            .paragraph(
              """
              The module computes nothing that the function does not: \(code: "forward") is that function, and \
              \(code: "module(x)") calls it. What a class adds is that something exists which has the \
              weights, under names, and through which every call goes.
              """),
          ]),
        HTMLSection("Parameters found by name", blocks: [.table(parameters(first))]),
        HTMLSection(
          "Saved and restored by name",
          blocks: [
            .paragraph(
              """
              Written to safetensors and read into another module: \
              \(first.differingAfterRestoring) of \(first.values) outputs differ. With a name misspelt, \
              nothing is loaded and the error says what is missing:
              """),
            .code(first.restoringError, label: "The error"),
          ]),
        HTMLSection(
          "Moved to another device",
          blocks: [
            .paragraph(
              """
              After \(code: "module.to(.reference)") the outputs, computed by plain loops, are within \
              \(StudyWords.number(first.deviceDifference * 1e6)) millionths of those by OpenBLAS. The \
              function would need every weight moved by hand.
              """)
          ]),
        HTMLSection(
          "Hooks see every activation and gradient",
          blocks: [
            .table(statistics("Outputs of the layers", first.activations)),
            .table(statistics("Gradients at these outputs", first.outputGradients)),
            .paragraph(
              """
              A hook on the module ran \(first.hooksOfCall) time when it was called as \
              \(code: "module(x)") and \(first.hooksOfForward) times when \(code: "module.forward(x)") was \
              called instead: write \(code: "forward"), call the module.
              """),
          ]),
        HTMLSection(
          "Switched by train() and eval()",
          blocks: [
            .paragraph(
              """
              Between two calls with the same input \(first.differingInTraining * 100, decimals: 1) % of the \
              outputs differ in training mode, where dropout draws anew, and \
              \(first.differingInEvaluation * 100, decimals: 1) % in evaluation mode. The module passes \
              the mode on to every layer below it.
              """)
          ]),
        HTMLSection("Printed", blocks: [.code(first.printed, label: "print(module)")]),
        HTMLSection(
          "Summarised",
          blocks: [.code(first.summary, label: "print(module.summary(inputShape: [32, 100]))")]),
      ])
  }

  /// The answer, computed from what was measured.
  func answer(_ runs: [Measured]) -> HTMLText {
    let values = runs.reduce(0) { $0 + $1.differingValues }
    let gradients = runs.reduce(0) { $0 + $1.differingGradients }
    guard let first = runs.first, values == 0, gradients == 0 else {
      return HTMLText(
        """
        Function and module differ in \(values) values and \(gradients) gradients, which is a fault of the \
        engine: they are to be the same computation.
        """)
    }
    let isRestored = runs.allSatisfy {
      $0.differingAfterRestoring == 0 && !$0.restoringError.isEmpty
    }
    return HTMLText(
      """
      Not for the numbers: as a function and as a module the network gives the same bits, all \
      \(first.values) values and \(first.gradients) gradients, with every one of \(runs.count) sets of \
      weights. For everything around them: the module found its \(first.parameters.count) weights by \
      name, \(isRestored ? "came back whole from a file and refused a misspelt one" : "did not come back whole from a file"), \
      moved to another device in one call, showed \(first.activations.count) layers' outputs and \
      \(first.outputGradients.count) gradients to hooks, and switched its dropout off \
      (\(StudyWords.number(first.differingInTraining * 100)) % of outputs change between two calls in \
      training, \(StudyWords.number(first.differingInEvaluation * 100)) % in evaluation).
      """)
  }

  private func equality(_ runs: [Measured]) -> HTMLTable {
    HTMLTable(
      caption: "Function and module, bit by bit",
      columns: [
        .text("weights"), .number("values"), .number("that differ"), .number("gradients"),
        .number("that differ"),
      ],
      rows: runs.enumerated().map { index, run in
        [
          "seed \(index)", .number(Double(run.values)), .number(Double(run.differingValues)),
          .number(Double(run.gradients)), .number(Double(run.differingGradients)),
        ]
      })
  }

  private func parameters(_ run: Measured) -> HTMLTable {
    HTMLTable(
      caption: "namedParameters()", columns: [.text("name"), .text("shape"), .number("numbers")],
      rows: run.parameters.map {
        [.text(.code($0.name)), .text(HTMLText($0.shape)), .number(Double($0.count))]
      })
  }

  private func statistics(_ caption: String, _ rows: [Measured.Statistics]) -> HTMLTable {
    HTMLTable(
      caption: HTMLText(caption),
      columns: [
        .text("layer"), .text("shape"), .number("mean", decimals: 4),
        .number("deviation", decimals: 4),
      ],
      rows: rows.map {
        [
          .text(.code($0.name)), .text(HTMLText($0.shape)), .number($0.mean),
          .number($0.deviation),
        ]
      })
  }
}
