import Foundation
import KagamiData

/// A page with everything that pages can show, in the shape of a study.
enum SamplePage {
  static func make() throws -> HTMLPage {
    HTMLPage(
      title: "Which optimizer draws the best digits in a minute?",
      lead:
        "\(strong: "Adam at 2·10⁻⁴"): after 600 steps its digits are \(2.31, decimals: 2) ± 0.12 from the real ones, against 4.05 ± 0.40 for the next best. Numbers on this page are made up: it shows what pages can show.",
      blocks: [
        .answer(
          "Use \(code: "Adam(lr: 2e-4, betas: (0.5, 0.999))"). \(code: "SGD") reaches the same distance, in three times the time.",
          label: "In short")
      ],
      sections: [
        HTMLSection("Distances", blocks: [.paragraph(Self.paragraph), .table(distances)]),
        HTMLSection("Losses over the steps", blocks: [.paragraph(Self.paragraph)] + charts),
        HTMLSection(
          "Digits", anchor: "digits", blocks: try pictures(),
          sections: [
            HTMLSection("Side by side", blocks: [try row()]),
            HTMLSection("Words without any space", blocks: [.paragraph(long), .list(points)]),
          ]),
        HTMLSection("Settings", blocks: [.settings(settings), .code(model, label: "Generator")]),
      ],
      footer: HTMLFooter(
        command: "kagami study optimizers --data strokes --seeds 5 --steps 600 --out study.html",
        engine: "Kagami 0.9.0, OpenBLAS 0.3.21", processor: "AMD EPYC 9654, 2 threads, AVX-512",
        seconds: 254.2, settings: ["Seeds": "1, 2, 3, 4, 5"]))
  }

  private static let paragraph: HTMLText =
    "Each row is trained from \(5) seeds for 600 steps of 64 images. The distance is that of Fréchet between features of 10,000 drawn digits and of as many real ones, as Heusel et al. define it (\("arXiv:1706.08500", to: "https://arxiv.org/abs/1706.08500")); \(emphasis: "smaller is better"). The digits themselves are \("further below", to: "#digits")."

  private static var distances: HTMLTable {
    var table = HTMLTable(
      caption: "Distance, accuracy and time, as mean ± standard deviation over five seeds",
      columns: [
        .text("Optimizer"), .number("Distance", decimals: 2),
        .number("Accuracy", unit: "%", decimals: 1),
        .number("Time", unit: "s", decimals: 1), .number("Parameters"), .text("Remark"),
      ],
      rows: [
        [
          "Adam", .spread(2.31, 0.12), .spread(97.4, 0.3), .spread(41.2, 0.2), 1_486_352,
          "the default",
        ],
        ["RMSprop", .spread(4.05, 0.4), .spread(95.1, 0.8), .spread(39.8, 0.1), 1_486_352, ""],
        [
          "SGD with momentum", .spread(6.87, 1.03), .spread(91.25, 2.1), .spread(38.1, 0.3),
          1_486_352,
          "\(code: "lr: 0.1")",
        ],
        ["SGD", .number(.nan), .number(.nan), .number(.infinity), 1_486_352, "diverges"],
        ["none", .missing, 9.8, .missing, .missing, "a generator as it was drawn"],
      ],
      note: "Times are of the training alone, without evaluation.")
    table.markBest(column: 1, .least)
    table.markBest(column: 2, .greatest)
    table.markBest(column: 3, .least)
    return table
  }

  private static let long: HTMLText =
    "\(code: "generator.layers.0.weight.generator.layers.0.weight.generator.layers.0.weight") is a name that is wider than a telephone."

  private static let points: [HTMLText] = [
    "A first point, \(code: "in code") in part.",
    "A second one, long enough to need more than one line where the page is as narrow as that of a telephone.",
  ]

  private static let settings: HTMLSettings = [
    "Optimizer": "\(code: "Adam(lr: 2e-4, betas: (0.5, 0.999))")", "Batch": "64 images",
    "Steps": "600", "Learning rate": "\(2e-4)", "Data": "strokes, 60,000 digits drawn in code",
  ]

  private static let model = """
    Sequential(
      (0): Linear(inFeatures: 100, outFeatures: 256, bias: true)
      (1): LeakyReLU(negativeSlope: 0.2)
      (2): Linear(inFeatures: 256, outFeatures: 512, bias: true)
      (3): LeakyReLU(negativeSlope: 0.2)
      (4): Linear(inFeatures: 512, outFeatures: 784, bias: true), which makes a picture of 28×28
      (5): Tanh()
    )
    """

  /// Digits drawn in code.
  private static func digits(_ count: Int, columns: Int, seed: UInt64) -> GrayImage {
    let digits = StrokeDigits.generate(count: count, seed: seed)
    return ImageGrid(columns: columns).compose(
      (0..<count).flatMap { Array(digits.pixels(at: $0)) }, count: count, height: 28, width: 28)
  }

  private static func pictures() throws -> [HTMLBlock] {
    [
      .figure(
        try HTMLFigure(
          digits(40, columns: 10, seed: 1),
          alt: "Forty handwritten digits, white on black, in four rows",
          caption: "Forty digits, drawn with the generator of seed 1 after 600 steps.", scale: 2))
    ]
  }

  private static func row() throws -> HTMLBlock {
    .figures(
      try (1...4).map { step in
        try HTMLFigure(
          digits(16, columns: 4, seed: UInt64(step)),
          alt: "Sixteen digits after \(step * 150) steps", caption: "After \(step * 150) steps",
          scale: 2)
      })
  }
}
