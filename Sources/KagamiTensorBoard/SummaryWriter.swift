internal import Foundation
public import Kagami
public import KagamiData
public import KagamiNN

/// A writer of event files, which TensorBoard shows.
///
/// ```swift
/// let writer = try SummaryWriter("runs/first")
/// for (step, loss) in losses.enumerated() { try writer.addScalar("loss/train", loss, step: step) }
/// try writer.close()
/// // tensorboard --logdir runs
/// ```
/// Events are written some at a time; ``flush()`` writes those that wait, and so does the end of the writer. A writer
/// belongs to one task. Source: <https://docs.pytorch.org/docs/stable/tensorboard.html>.
public final class SummaryWriter {
  /// The folder of the event files.
  public let directory: String
  private let file: EventFile
  private let purgeStep: Int?
  /// Writers of single lines in charts of several, and of runs below this one.
  private var others: [String: EventFile] = [:]

  /// Begins an event file.
  ///
  /// ```swift
  /// let writer = try SummaryWriter("runs/first")
  /// let resumed = try SummaryWriter("runs/first", purgeStep: 1001)     // after 1000 steps
  /// ```
  /// - Parameters:
  ///   - directory: The folder of the run, which is made if it is not there; each run has its own.
  ///   - purgeStep: For a run that goes on after it was stopped, the first step that is to be computed again:
  ///     TensorBoard drops what earlier files in the folder have of it and of later ones.
  /// - Throws: `FileError`, if the folder or the file cannot be made.
  public init(_ directory: String, purgeStep: Int? = nil) throws(FileError) {
    (self.directory, self.purgeStep) = (directory, purgeStep)
    file = try EventFile(in: directory, purgeStep: purgeStep)
  }

  /// The event file.
  public var path: String { file.path }

  /// Adds a number.
  ///
  /// ```swift
  /// try writer.addScalar("loss/train", loss.item(), step: step)
  /// ```
  /// - Parameters:
  ///   - tag: The chart's name; a part before a slash groups charts.
  ///   - value: The number, kept in single precision.
  ///   - step: Its place along the chart.
  /// - Throws: `FileError`, if the file cannot be written.
  public func addScalar(_ tag: String, _ value: Double, step: Int) throws(FileError) {
    try file.add(.scalar(tag, value), step: step)
  }

  /// Adds several numbers to one chart.
  ///
  /// ```swift
  /// try writer.addScalars("loss", ["generator": 0.7, "discriminator": 1.3], step: step)
  /// ```
  /// Each is a run of its own, in a folder below this writer's, as PyTorch has it.
  ///
  /// - Parameters:
  ///   - tag: The chart's name.
  ///   - values: The numbers by the names of their lines.
  ///   - step: Their place along the chart.
  /// - Throws: `FileError`, if a file cannot be written.
  public func addScalars(
    _ tag: String, _ values: [String: Double], step: Int
  ) throws(FileError) {
    let stem = tag.replacingOccurrences(of: "/", with: "_")
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      try other("\(stem)_\(name)").add(.scalar(tag, value), step: step)
    }
  }

  /// Adds a picture in grey or in colour.
  ///
  /// ```swift
  /// try writer.addImage("samples", Tensor.rand([28, 28]), step: epoch)
  /// try writer.addImage("colours", Tensor.rand([3, 28, 28]), step: epoch)
  /// ```
  /// - Parameters:
  ///   - tag: The picture's name.
  ///   - image: `[channels, rows, columns]`, `[rows, columns, channels]` or `[rows, columns]`; one channel, or red,
  ///     green and blue, from 0, dark, to 1, bright, or bytes.
  ///   - step: Its place among those of the name.
  ///   - format: The order of the axes; with three of them channels come first unless given.
  /// - Throws: `FileError`, if the file cannot be written or the picture not be encoded.
  /// - Precondition: there are such axes, and at least one pixel.
  public func addImage(
    _ tag: String, _ image: Tensor, step: Int, format: ImageFormat? = nil
  ) throws(FileError) {
    let format = format ?? (image.rank == 2 ? .hw : .chw)
    guard let rows = format.rows(of: image.detach()) else {
      misuse(
        "addImage", "\(image.shape) is no picture as \(format.rawValue)",
        hint:
          "it has 1 or 3 channels and at least one pixel; see ImageFormat for the orders of axes")
    }
    let scaled = rows.dtype == .uint8 ? rows : (rows * 255).clamp(min: 0, max: 255)
    let pixels = scaled.array(of: Double.self).map { $0.isNaN ? 0 : UInt8($0) }
    let (height, width) = (rows.shape[0], rows.shape[1])
    if rows.shape[2] == 1 {
      try addImage(tag, GrayImage(width: width, height: height, pixels: pixels), step: step)
    } else {
      try addImage(tag, RGBImage(width: width, height: height, pixels: pixels), step: step)
    }
  }

  /// Adds a grey picture of bytes, such as one of `ImageGrid`.
  ///
  /// - Parameters:
  ///   - tag: The picture's name.
  ///   - image: The picture.
  ///   - step: Its place among those of the name.
  /// - Throws: `FileError`, if the file cannot be written or the picture not be encoded.
  public func addImage(_ tag: String, _ image: GrayImage, step: Int) throws(FileError) {
    try addImage(step: step) { () throws(PNGError) in try .image(tag, image) }
  }

  /// Adds a picture of bytes in colour.
  ///
  /// - Parameters:
  ///   - tag: The picture's name.
  ///   - image: The picture.
  ///   - step: Its place among those of the name.
  /// - Throws: `FileError`, if the file cannot be written or the picture not be encoded.
  public func addImage(_ tag: String, _ image: RGBImage, step: Int) throws(FileError) {
    try addImage(step: step) { () throws(PNGError) in try .image(tag, image) }
  }

  private func addImage(
    step: Int, _ encode: () throws(PNGError) -> Fields
  ) throws(FileError) {
    let summary: Fields
    do throws(PNGError) { summary = try encode() } catch {
      throw .unwritable(path: path, step: "encoding a picture", reason: "\(error)")
    }
    try file.add(summary, step: step)
  }

  /// Adds the distribution of a tensor's elements.
  ///
  /// ```swift
  /// for (name, tensor) in model.stateDict() { try writer.addHistogram(name, tensor, step: epoch) }
  /// ```
  /// The bins are PyTorch's: they grow by a tenth on either side of 0. NaN and infinities are in none of them.
  ///
  /// - Parameters:
  ///   - tag: The chart's name.
  ///   - values: The elements, in any shape.
  ///   - step: Their place along the chart.
  /// - Throws: `FileError`, if the file cannot be written.
  /// - Precondition: there is an element.
  public func addHistogram(_ tag: String, _ values: Tensor, step: Int) throws(FileError) {
    if values.count == 0 { misuse("addHistogram", "a tensor of \(values.shape) has no elements") }
    try file.add(.histogram(tag, values.array(of: Double.self)), step: step)
  }

  /// Adds text in Markdown.
  ///
  /// ```swift
  /// try writer.addText("notes", "a **larger** generator", step: 0)
  /// ```
  /// - Parameters:
  ///   - tag: The text's name.
  ///   - text: The text.
  ///   - step: Its place among those of the name.
  /// - Throws: `FileError`, if the file cannot be written.
  public func addText(_ tag: String, _ text: String, step: Int) throws(FileError) {
    try file.add(.text(tag, text), step: step)
  }

  /// Adds the graph of what a module computes.
  ///
  /// ```swift
  /// let model = Sequential(Linear(4, 8), ReLU(), Linear(8, 3))
  /// try writer.addGraph(model, inputs: [Tensor.randn([1, 4])])
  /// ```
  /// The module is run once, in evaluation mode, and each operation of tensors becomes a node with the shapes of its
  /// results; so do inputs, outputs, and the parameters and buffers that are used. Names are paths of modules, such as
  /// `Sequential/0/linear`, by which TensorBoard groups them. It shows one graph of a run, the last one. Source:
  /// <https://docs.pytorch.org/docs/stable/tensorboard.html>.
  ///
  /// - Parameters:
  ///   - model: The module; its modes are the same again afterwards.
  ///   - inputs: Examples of its inputs.
  ///   - forward: How the module is run; called with as many inputs as there are, unless given.
  /// - Throws: `FileError`, if the file cannot be written.
  public func addGraph(
    _ model: Module, inputs: [Tensor], forward: (([Tensor]) -> [Tensor])? = nil
  ) throws(FileError) {
    let program = TracedProgram(model, inputs, forward)
    try file.add(graph: ModuleGraph(program, of: model).fields)
  }

  /// Adds a run's settings and what came of them, for a table that compares runs.
  ///
  /// ```swift
  /// try writer.addHparams(["rate": 0.001, "optimizer": "adam"], metrics: ["accuracy": 0.98])
  /// ```
  /// They are a run of their own in a folder below this writer's, as PyTorch has it.
  ///
  /// - Parameters:
  ///   - settings: The settings by name.
  ///   - metrics: Numbers that came of them, by the names of their charts.
  ///   - runName: The folder; the time in seconds unless given.
  ///   - step: The numbers' place along their charts.
  /// - Throws: `FileError`, if the file cannot be written.
  public func addHparams(
    _ settings: [String: HyperParameter], metrics: [String: Double], runName: String? = nil,
    step: Int = 0
  ) throws(FileError) {
    let run = try EventFile(in: "\(directory)/\(runName ?? "\(Date().timeIntervalSince1970)")")
    let sorted = settings.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    for summary in Fields.hparams(sorted, metrics: metrics.keys.sorted()) {
      try run.add(summary, step: step)
    }
    for (name, value) in metrics.sorted(by: { $0.key < $1.key }) {
      try run.add(.scalar(name, value), step: step)
    }
    try run.close()
  }

  /// Writes events that wait.
  ///
  /// - Throws: `FileError`, if a file cannot be written.
  public func flush() throws(FileError) {
    try file.flush()
    for other in others.values { try other.flush() }
  }

  /// Writes events that wait and closes the files; nothing can be added afterwards.
  ///
  /// - Throws: `FileError`, if a file cannot be written.
  public func close() throws(FileError) {
    try file.close()
    for other in others.values { try other.close() }
  }

  private func other(_ name: String) throws(FileError) -> EventFile {
    if let present = others[name] { return present }
    let new = try EventFile(in: "\(directory)/\(name)", purgeStep: purgeStep)
    others[name] = new
    return new
  }
}
